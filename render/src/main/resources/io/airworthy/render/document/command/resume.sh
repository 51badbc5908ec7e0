{{#if delivery.argo-cd}}
argocd app set {{release-name}} --sync-policy automated
{{/if}}
{{#if delivery.flux}}
flux resume helmrelease {{release-name}} --namespace {{namespace}}
{{/if}}
