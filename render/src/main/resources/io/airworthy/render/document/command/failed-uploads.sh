{{#each log-writers}}
{{kubectl}} logs -l {{selector}} -c {{container}} --since=1h --tail=-1 | grep -i 'could not write logs'
[ "${PIPESTATUS[*]}" = '0 1' ] && echo 'no failed upload'
{{/each}}
