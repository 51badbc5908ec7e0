{{#if last-jobs}}
{{kubectl}} delete job {{last-jobs}} --ignore-not-found
{{/if}}
