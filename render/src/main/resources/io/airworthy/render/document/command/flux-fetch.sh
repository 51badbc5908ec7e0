kustomization=flux-system   # the one that brings this package in
flux reconcile kustomization "$kustomization" --with-source
