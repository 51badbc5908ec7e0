{{#if update}}
printf %s "$new" | {{update}}
{{else}}
# Put the new text into the store, at {{entry}}.
{{/if}}
