{{#each log-writers}}
{{kubectl}} logs -l {{selector}} -c {{container}} --since=1h --tail=-1 --max-log-requests=50 | grep -i 'could not write logs' || echo 'no failed upload'
{{/each}}
