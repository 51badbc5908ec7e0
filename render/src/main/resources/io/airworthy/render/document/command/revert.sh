{{#if runs-helm}}
{{> helm-rollback}}
{{else}}
{{> revert-commit}}
{{#if by.terraform}}
git revert --no-edit HEAD
{{/if}}
{{> bring-in}}
{{/if}}
