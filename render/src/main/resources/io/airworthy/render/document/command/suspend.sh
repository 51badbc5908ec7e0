{{#if delivery.argo-cd}}
argocd app set {{release-name}} --sync-policy none
{{/if}}
{{#if delivery.flux}}
flux suspend helmrelease {{release-name}} --namespace {{namespace}}
{{/if}}
