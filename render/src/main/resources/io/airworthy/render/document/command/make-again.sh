kubectl apply -f {{manifest-file}}
{{kubectl}} wait --for=create --timeout=5m{{#each made-once}} secret/{{it}}{{/each}}
