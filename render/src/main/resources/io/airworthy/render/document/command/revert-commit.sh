{{#if from-git}}
git revert --no-edit HEAD && git push
{{/if}}
