{{in.parser}} airflow dags list
{{in.parser}} airflow dags list-import-errors
