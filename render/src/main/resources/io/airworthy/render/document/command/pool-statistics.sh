(
  url=$({{pool-stats-url}})
  for ip in $({{kubectl}} get pods -l {{pool.selector}} -o 'jsonpath={.items[*].status.podIP}'); do
    echo "PgBouncer at $ip"
    printf '%s\n' "$url&hostaddr=$ip" |
      {{web.exec-i}} \
        sh -c 'read -r url && psql "$url" -c "SHOW POOLS" -c "SHOW SERVERS"'
  done
)
