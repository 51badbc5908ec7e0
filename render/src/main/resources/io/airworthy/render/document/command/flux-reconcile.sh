flux reconcile helmrelease {{release}} --namespace {{namespace}} --with-source
