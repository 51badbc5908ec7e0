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

is_ready() { kubectl -n data rollout status "$1" --timeout=5s; }
exists() { kubectl -n data get "$1" -o name; }
has_keys() { kubectl -n data get secret "$1" -o 'jsonpath={.data}' | grep -q ':'; }
report() {
  kubectl -n data exec deployment/prod-webserver -c webserver -- curl -fsS --max-time 20 http://localhost:8080/health
}
report_is_healthy() {
  report=$(report) && ! printf '%s' "$report" | grep -q '"unhealthy"'
}
schema_is_current() { kubectl -n data exec deployment/prod-webserver -c webserver -- airflow db check-migrations --migration-wait-timeout 0; }
schedulers_live() { kubectl -n data exec deployment/prod-webserver -c webserver -- airflow jobs check --job-type SchedulerJob --allow-multiple --limit 100; }
dags_import() { kubectl -n data exec deployment/prod-dag-processor -c dag-processor -- airflow dags list-import-errors | grep -q 'No data found'; }
allows_a_disruption() { [ "$(kubectl -n data get poddisruptionbudget "$1" -o 'jsonpath={.status.disruptionsAllowed}')" -gt 0 ]; }
no_secret_of_the_chart() { names=$(kubectl -n data get secrets -o name) && ! printf '%s\n' "$names" | grep -qE '^secret/prod-(metadata|fernet-key|webserver-secret-key)$'; }

[ "$format" = --json ] && printf '['
check 'the namespace can be reached' cluster-lost exists namespace/data
check 'deployment/prod-scheduler is ready' scheduler-down is_ready deployment/prod-scheduler
check 'deployment/prod-webserver is ready' ui-down is_ready deployment/prod-webserver
check 'deployment/prod-dag-processor is ready' dag-processor-down is_ready deployment/prod-dag-processor
check 'statefulset/prod-triggerer is ready' triggerer-stuck is_ready statefulset/prod-triggerer
for name in prod-database-secret prod-fernet-secret prod-webserver-secret; do
  check "secret/$name exists and is not empty" secret-missing has_keys "$name"
done
check 'no Secret was made by the chart itself' secret-missing no_secret_of_the_chart
check 'the schema is that of this Airflow' migration-failed schema_is_current
check 'every component is healthy' ui-down report_is_healthy
check 'a scheduler is alive' scheduler-down schedulers_live
check 'every DAG can be imported' bad-dag dags_import
for name in prod-scheduler-pdb prod-webserver-pdb; do
  check "poddisruptionbudget/$name allows a disruption" drain-blocked allows_a_disruption "$name"
done
if [ "$format" = --json ]; then
  printf '\n]\n'
elif [ "$failures" -gt 0 ]; then
  echo "$failures checks failed"
fi
[ "$failures" -eq 0 ]
