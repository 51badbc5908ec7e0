{{#each git-sync-selectors}}
{{kubectl}} logs -l {{it}} -c git-sync --prefix --tail=5
{{/each}}
