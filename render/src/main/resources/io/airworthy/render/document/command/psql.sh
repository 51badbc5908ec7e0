{{web.exec-i}} sh -c 'psql "${AIRFLOW__DATABASE__SQL_ALCHEMY_CONN%%\?*}$1"' sh {{direct-query}}
