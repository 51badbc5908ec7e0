{{#if delivery.flux}}
{{> delete-last-jobs}}
flux reconcile helmrelease {{release-name}} --namespace {{namespace}} --with-source --reset --force
{{/if}}
{{#if delivery.terraform}}
{{> delete-last-jobs}}
{{> helm-upgrade}}
{{/if}}
{{#if delivery.argo-cd}}
{{> bring-in}}
{{/if}}
