{{#if runs-helm}}
{{> helm-rollback}}
{{else}}
{{> revert-commit}}
{{#if delivery.terraform}}
git revert --no-edit HEAD
{{/if}}
{{> bring-in}}
{{/if}}
