helm upgrade --install {{release-name}} airflow --repo {{chart-repository}} --version {{chart-version}} \
  --namespace {{namespace}} -f {{values-file}} --timeout 15m{{#if !delivery.helm}} --wait{{/if}}{{#if takes-ownership}} --take-ownership{{/if}}
