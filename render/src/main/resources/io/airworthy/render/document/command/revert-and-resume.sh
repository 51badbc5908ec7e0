{{#if by.flux}}
{{> revert-commit}}
{{> flux-resume}}
{{else}}
{{> revert}}
{{/if}}
