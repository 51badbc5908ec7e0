{{> delete-last-jobs}}
{{> flux-fetch}}
flux resume helmrelease {{release-name}} --namespace {{namespace}}
{{> flux-reconcile}}
