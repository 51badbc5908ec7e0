flux reconcile helmrelease {{release-name}} --namespace {{namespace}} --with-source
