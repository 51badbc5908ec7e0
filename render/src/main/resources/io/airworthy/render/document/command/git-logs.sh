{{#each git-sync-pods}}
{{kubectl}} logs -l {{selector}} -c git-sync --prefix --tail=5
{{/each}}
