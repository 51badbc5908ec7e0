{{#if migrates-past-pool}}
{{direct-url}} |
  {{web.exec-i}} \
  sh -c 'AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=$(cat) airflow db downgrade --yes --to-version "$1"' \
  sh "$older_version"
{{else}}
{{web.exec}} airflow db downgrade --yes --to-version "$older_version"
{{/if}}
