{{#if runs-helm}}
{{> helm-upgrade}}
{{/if}}
{{#if delivery.argo-cd}}
argocd app sync {{release-name}}
argocd app wait {{release-name}} --health --timeout 1200
{{/if}}
{{#if delivery.flux}}
{{> flux-fetch}}
{{> flux-reconcile}}
{{/if}}
{{#if delivery.terraform}}
terraform apply
{{/if}}
