{{> push}}
{{#if by.flux}}
{{> flux-resume}}
{{else}}
{{> bring-in}}
{{/if}}
