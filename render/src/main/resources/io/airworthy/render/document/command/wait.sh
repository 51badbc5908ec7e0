{{#if several}}
for workload in {{references}}; do
  {{kubectl}} rollout status "$workload" --timeout={{minutes}}m || echo "NOT READY: $workload"
done
{{else}}
{{kubectl}} rollout status {{references}} --timeout={{minutes}}m
{{/if}}
