{{> delete-last-jobs}}
helm history {{release-name}} --namespace {{namespace}}
revision=1   # the last good one in that list
helm rollback {{release-name}} "$revision" --namespace {{namespace}} --timeout 15m
