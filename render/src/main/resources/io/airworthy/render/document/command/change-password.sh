{{#if secret-delivery.plain-secrets}}
export {{variable}}="$new" REPLACE={{together}}
{{> create-secrets}}
{{/if}}
{{#if secret-delivery.external}}
{{> store}}
{{/if}}
{{#if secret-delivery.is-sealed}}
{{> seal-again}}
{{/if}}
