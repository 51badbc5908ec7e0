dag_id=your_small_dag
run_id=check-$(date +%s)
{{parser.exec}} airflow dags unpause "$dag_id"
{{parser.exec}} airflow dags trigger --run-id "$run_id"{{#if asks-for-logical-date}} --logical-date "$(date -u +%Y-%m-%dT%H:%M:%SZ)"{{/if}} "$dag_id"
{{parser.exec}} airflow tasks states-for-dag-run "$dag_id" "$run_id"
