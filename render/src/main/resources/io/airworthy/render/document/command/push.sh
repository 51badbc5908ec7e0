{{#if from-git}}
git add --update .
git add .sha256sums CHECKLIST.md INSTALL.md RUNBOOK.md monitoring secrets {{values-file}} verify.sh
git commit --message {{commit-message}} && git push
{{/if}}
