{{#if by.flux}}
{{> delete-last-jobs}}
flux reconcile helmrelease {{release}} --namespace {{namespace}} --with-source --reset --force
{{/if}}
{{#if by.terraform}}
{{> delete-last-jobs}}
{{> helm-upgrade}}
{{/if}}
{{#if by.argo-cd}}
{{> bring-in}}
{{/if}}
{{#if runs-helm}}
{{> bring-in}}
{{/if}}
