{{#if uses-celery}}
{{worker.exec}} python -m celery --app airflow.providers.celery.executors.celery_executor.app inspect ping
{{/if}}
