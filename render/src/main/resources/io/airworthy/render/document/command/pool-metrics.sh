{{kubectl}} port-forward {{pool}} 9127:9127 > /dev/null &
forward=$!; sleep 3
curl -fsS http://127.0.0.1:9127/metrics | grep -E '^pgbouncer_exporter_pools_(waiting_clients|max_wait)'
kill "$forward"
