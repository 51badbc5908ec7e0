{{> push}}
{{#if delivery.flux}}
{{> flux-resume}}
{{else}}
{{> bring-in}}
{{/if}}
