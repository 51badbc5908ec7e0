{{in.web}} airflow db check
{{in.web}} airflow db check-migrations
