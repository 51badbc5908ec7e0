{{#if log-store.store.s3}}
aws{{#if log-store.endpoint}} --endpoint-url {{log-store.endpoint}}{{/if}} s3 ls --recursive {{log-store.url}}"dag_id=$dag_id/run_id=$run_id/"
{{/if}}
{{#if log-store.store.gcs}}
gcloud storage ls --recursive {{log-store.url}}"dag_id=$dag_id/run_id=$run_id/"
{{/if}}
{{#if log-store.store.azure}}
az storage blob list --auth-mode login --account-name {{log-store.account}} --container-name {{log-store.container}} \
  --num-results '*' --query "[?contains(name, 'run_id=$run_id/')].name" --output tsv
{{/if}}
{{#if log-store.store.cloudwatch}}
aws logs describe-log-streams --log-group-identifier {{log-store.arn}} \
  --log-stream-name-prefix "dag_id=$dag_id/run_id=${run_id//:/_}/" --query 'logStreams[].logStreamName'
{{/if}}
