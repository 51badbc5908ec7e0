helm upgrade --install {{release}} airflow --repo {{chart-repository}} --version {{chart-version}} \
  --namespace {{namespace}} -f {{values-file}} --timeout 15m{{#if !by.helm}} --wait{{/if}}{{#if takes-ownership}} --take-ownership{{/if}}
