{{kubectl}} get pods -l {{release-selector}}
