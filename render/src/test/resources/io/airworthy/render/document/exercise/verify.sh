#!/bin/sh
# Looks at every part of this Airflow release, and changes nothing. It asks the cluster through kubectl alone, in the context
# that kubectl has now. Exit status: 0 if everything is well, 1 if something is not.
#
# Usage: sh verify.sh [--json]
set -u

case "${1:-}" in
  '' | --json) format=${1:-} ;;
  *) echo "usage: sh verify.sh [--json]" >&2; exit 2 ;;
esac
failures=0
separator=

# One line of the result: what was checked, the page of RUNBOOK.md that helps, and the command that must succeed.
check() {
  what=$1 page=$2
  shift 2
  if "$@" > /dev/null 2>&1 < /dev/null; then well=true state='ok    '; else well=false state=FAILED failures=$((failures + 1)); fi
  if [ "$format" = --json ]; then
    printf '%s\n  {"check": "%s", "ok": %s, "page": "RUNBOOK.md#%s"}' "$separator" "$what" "$well" "$page"
    separator=,
  elif [ "$well" = true ]; then
    printf '%s  %s\n' "$state" "$what"
  else
    printf '%s  %s: see RUNBOOK.md#%s\n' "$state" "$what" "$page"
  fi
}

is_ready() { kubectl -n airflow rollout status "$1" --timeout=5s; }
exists() { kubectl -n airflow get "$1" -o name; }
has_keys() { kubectl -n airflow get secret "$1" -o 'jsonpath={.data}' | grep -q ':'; }
report() {
  kubectl -n airflow exec deployment/airflow-api-server -c api-server -- curl -fsS --max-time 20 http://localhost:8080/api/v2/monitor/health
}
report_is_healthy() {
  report=$(report) && ! printf '%s' "$report" | grep -q '"unhealthy"'
}
schema_is_current() { kubectl -n airflow exec deployment/airflow-api-server -c api-server -- airflow db check-migrations --migration-wait-timeout 0; }
schedulers_live() { kubectl -n airflow exec deployment/airflow-api-server -c api-server -- airflow jobs check --job-type SchedulerJob --allow-multiple --limit 100; }
dags_import() { kubectl -n airflow exec deployment/airflow-dag-processor -c dag-processor -- airflow dags list-import-errors | grep -q 'No data found'; }
workers_answer() { kubectl -n airflow exec statefulset/airflow-worker -c worker -- timeout 60 python -m celery --app airflow.providers.celery.executors.celery_executor.app inspect ping; }
redis_answers() { kubectl -n airflow exec statefulset/airflow-redis -c redis -- sh -c 'REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli ping' | grep -q PONG; }
allows_a_disruption() { [ "$(kubectl -n airflow get poddisruptionbudget "$1" -o 'jsonpath={.status.disruptionsAllowed}')" -gt 0 ]; }
no_secret_of_the_chart() { names=$(kubectl -n airflow get secrets -o name) && ! printf '%s\n' "$names" | grep -qE '^secret/airflow-(metadata|fernet-key|result-backend|broker-url|redis-password|pgbouncer-config|pgbouncer-stats|api-secret-key|jwt-secret)$'; }

[ "$format" = --json ] && printf '['
check 'the namespace can be reached' cluster-lost exists namespace/airflow
check 'deployment/airflow-scheduler is ready' scheduler-down is_ready deployment/airflow-scheduler
check 'deployment/airflow-api-server is ready' ui-down is_ready deployment/airflow-api-server
check 'deployment/airflow-dag-processor is ready' dag-processor-down is_ready deployment/airflow-dag-processor
check 'statefulset/airflow-triggerer is ready' triggerer-stuck is_ready statefulset/airflow-triggerer
check 'statefulset/airflow-worker is ready' tasks-queued is_ready statefulset/airflow-worker
check 'deployment/airflow-pgbouncer is ready' database-down is_ready deployment/airflow-pgbouncer
check 'statefulset/airflow-redis is ready' broker-down is_ready statefulset/airflow-redis
check 'deployment/airflow-statsd is ready' metrics-missing is_ready deployment/airflow-statsd
for name in airflow-database-secret airflow-result-backend-secret airflow-database-ca-secret airflow-pgbouncer-secret airflow-pgbouncer-stats-secret airflow-broker-secret airflow-redis-password-secret airflow-fernet-secret airflow-api-secret airflow-jwt-signing-secret airflow-git-ssh-secret; do
  check "secret/$name exists and is not empty" secret-missing has_keys "$name"
done
check 'no Secret was made by the chart itself' secret-missing no_secret_of_the_chart
check 'the schema is that of this Airflow' migration-failed schema_is_current
check 'every component is healthy' ui-down report_is_healthy
check 'a scheduler is alive' scheduler-down schedulers_live
check 'a worker answers' broker-down workers_answer
check 'Redis answers' broker-down redis_answers
check 'every DAG can be imported' bad-dag dags_import
for name in airflow-scheduler-pdb airflow-api-server-pdb airflow-dag-processor-pdb airflow-triggerer-pdb airflow-worker-pdb airflow-pgbouncer-pdb; do
  check "poddisruptionbudget/$name allows a disruption" drain-blocked allows_a_disruption "$name"
done
if [ "$format" = --json ]; then
  printf '\n]\n'
elif [ "$failures" -gt 0 ]; then
  echo "$failures checks failed"
fi
[ "$failures" -eq 0 ]
