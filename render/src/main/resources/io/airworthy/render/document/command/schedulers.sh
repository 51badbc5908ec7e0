{{web.exec}} airflow jobs check --job-type SchedulerJob --allow-multiple --limit 100
