before=$({{kubectl}} get {{external-secrets-kind}} "$name" -o 'jsonpath={.status.refreshTime}')
{{kubectl}} annotate {{external-secrets-kind}} "$name" force-sync="$(date +%s)" --overwrite
for attempt in $(seq 60); do [ "$({{kubectl}} get {{external-secrets-kind}} "$name" -o 'jsonpath={.status.refreshTime}')" != "$before" ] && break; sleep 2; done
