{{#if by.argo-cd}}
argocd app set {{release}} --sync-policy none
{{/if}}
{{#if by.flux}}
flux suspend helmrelease {{release}} --namespace {{namespace}}
{{/if}}
