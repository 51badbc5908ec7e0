{{#if secret-delivery.plain-secrets}}
{{#each material-keys}}
printf %s "$new" |
  {{kubectl}} create secret generic {{name}} --from-file={{it}}=/dev/stdin --dry-run=client -o json |
  {{kubectl}} patch secret {{name}} --type merge --patch-file /dev/stdin
{{/each}}
{{/if}}
{{#if secret-delivery.external}}
{{> store material}}
{{/if}}
{{#if secret-delivery.is-sealed}}
printf %s "$new" | kubeseal --raw --scope {{sealing-scope}} --namespace {{namespace}} --name {{name}} --from-file=/dev/stdin
echo; read -rp 'Put this into {{manifest-file}} in the place of the old text, commit, press Enter: '
{{/if}}
