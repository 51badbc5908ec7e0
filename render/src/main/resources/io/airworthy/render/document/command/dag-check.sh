{{parser.exec}} airflow dags list
{{parser.exec}} airflow dags list-import-errors
