{{#if remote-logging.store.s3}}
{{#if remote-logging.store.s3.endpoint}}
{{web.exec-i}} python - {{remote-logging.store.s3.bucket}} {{#if remote-logging.store.s3.prefix}}{{remote-logging.store.s3.prefix}}/{{/if}}"dag_id=$dag_id/run_id=$run_id/" <<'PYTHON'
import sys
from airflow.configuration import conf
from airflow.providers.amazon.aws.hooks.s3 import S3Hook
print(*S3Hook(conf.get("logging", "remote_log_conn_id")).list_keys(*sys.argv[1:]) or ["no log"], sep="\n")
PYTHON
{{else}}
aws s3 ls --recursive s3://{{remote-logging.store.s3.bucket}}/{{#if remote-logging.store.s3.prefix}}{{remote-logging.store.s3.prefix}}/{{/if}}"dag_id=$dag_id/run_id=$run_id/"
{{/if}}
{{/if}}
{{#if remote-logging.store.gcs}}
gcloud storage ls --recursive gs://{{remote-logging.store.gcs.bucket}}/{{#if remote-logging.store.gcs.prefix}}{{remote-logging.store.gcs.prefix}}/{{/if}}"dag_id=$dag_id/run_id=$run_id/"
{{/if}}
{{#if remote-logging.store.azure-blob}}
az storage blob list --auth-mode login --account-name {{remote-logging.store.azure-blob.account}} --container-name {{remote-logging.store.azure-blob.container}} \
  --num-results '*' --query "[?contains(name, 'run_id=$run_id/')].name" --output tsv
{{/if}}
{{#if remote-logging.store.cloud-watch}}
aws logs describe-log-streams --log-group-identifier {{remote-logging.store.cloud-watch.log-group-arn}} \
  --log-stream-name-prefix "dag_id=$dag_id/run_id=${run_id//:/_}/" --query 'logStreams[].logStreamName'
{{/if}}
