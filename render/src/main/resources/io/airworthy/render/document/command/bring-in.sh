{{> delete-last-jobs}}
{{#if runs-helm}}
{{> helm-upgrade}}
{{/if}}
{{#if by.argo-cd}}
argocd app sync {{release}}
argocd app wait {{release}} --health --timeout 1200
{{/if}}
{{#if by.flux}}
{{> flux-fetch}}
{{> flux-reconcile}}
{{/if}}
{{#if by.terraform}}
terraform apply
{{/if}}
