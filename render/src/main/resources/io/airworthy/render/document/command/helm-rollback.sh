{{> delete-last-jobs}}
helm history {{release}} --namespace {{namespace}}
revision=1   # the last good one in that list
helm rollback {{release}} "$revision" --namespace {{namespace}} --timeout 15m
