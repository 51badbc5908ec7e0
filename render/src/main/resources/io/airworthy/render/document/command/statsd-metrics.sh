{{kubectl}} port-forward {{statsd}} 9102:9102 > /dev/null &
forward=$!; sleep 3
curl -fsS http://127.0.0.1:9102/metrics | grep -E '^[^#]*scheduler_heartbeat'
kill "$forward"
