case $new in '' | *[!A-Za-z0-9]*) echo 'letters and digits only' >&2; exit 1 ;; esac
{{#each places}}
{{value}} | seal {{held.name}} {{key}} {{before}} {{after}} "$new"
{{/each}}
{{#if derived-places}}
new=$(scram_verifier "$new")
{{#each derived-places}}
{{value}} | seal {{held.name}} {{key}} {{before}} {{after}} "$new"
{{/each}}
{{/if}}
read -rp 'Put each into {{manifest-file}} in the place of the old text, commit, press Enter: '
