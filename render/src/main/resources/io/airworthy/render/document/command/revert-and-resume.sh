{{#if delivery.flux}}
{{> revert-commit}}
{{> flux-resume}}
{{else}}
{{> revert}}
{{/if}}
