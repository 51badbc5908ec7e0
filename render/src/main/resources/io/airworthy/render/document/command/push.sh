{{#if from-git}}
git add . && git commit --message {{commit-message}} && git push
{{/if}}
