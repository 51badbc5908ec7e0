{{#if made-once}}
# Made once: only a new ExternalSecret makes a new Secret.
{{kubectl}} delete {{external-secrets-kind}},secrets {{made-once}} --ignore-not-found
{{> make-again}}
{{/if}}
{{#if made-when-missing}}
# The operator makes it again where it is missing.
{{kubectl}} delete secret {{made-when-missing}}
{{kubectl}} wait --for=create --timeout=5m{{#each made-when-missing}} secret/{{it}}{{/each}}
{{/if}}
{{#if read-again}}
{{#if reads-several}}
for name in {{read-again}}; do
  {{> read-again}}
done
{{else}}
name={{read-again}}
{{> read-again}}
{{/if}}
{{/if}}
{{#if unsealed}}
kubectl apply -f {{manifest-file}}
{{#if unseals-several}}
for name in {{unsealed}}; do
  {{> unsealed}}
done
{{else}}
name={{unsealed}}
{{> unsealed}}
{{/if}}
{{/if}}
