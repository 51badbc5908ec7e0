{{parser.exec-i}} sh -c 'psql "$AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"' <<'SQL'
SELECT tablename, (xpath('/row/version_num/text()', query_to_xml('SELECT version_num FROM ' || tablename, false, true, '')))[1]
FROM pg_tables WHERE tablename LIKE 'alembic\_version%';
SQL
