{{#if secret-delivery.plain-secrets}}
export {{variable}}="$new" REPLACE={{together}}
{{> create-secrets}}
{{else}}
{{> store}}
{{/if}}
