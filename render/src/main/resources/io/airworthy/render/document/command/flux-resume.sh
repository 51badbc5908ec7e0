{{> delete-last-jobs}}
{{> flux-fetch}}
flux resume helmrelease {{release}} --namespace {{namespace}}
{{> flux-reconcile}}
