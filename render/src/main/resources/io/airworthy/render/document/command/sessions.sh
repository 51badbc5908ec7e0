{{> psql}} <<'SQL'
SELECT pid, client_addr, application_name, state, now() - xact_start AS age,
       pg_blocking_pids(pid) AS waits_for, left(query, 60) AS query
FROM pg_stat_activity WHERE datname = current_database() ORDER BY xact_start NULLS LAST LIMIT 30;
SQL
