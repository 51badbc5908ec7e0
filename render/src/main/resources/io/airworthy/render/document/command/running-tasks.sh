{{parser.exec-i}} sh -c 'psql "$AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"' <<'SQL'
SELECT state, count(*) FROM task_instance WHERE state IN ('queued', 'running') GROUP BY state;
SQL
