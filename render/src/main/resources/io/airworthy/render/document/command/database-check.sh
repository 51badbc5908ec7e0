{{web.exec}} airflow db check
{{web.exec}} airflow db check-migrations
