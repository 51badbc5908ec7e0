{{#if by.argo-cd}}
argocd app set {{release}} --sync-policy automated
{{/if}}
{{#if by.flux}}
flux resume helmrelease {{release}} --namespace {{namespace}}
{{/if}}
