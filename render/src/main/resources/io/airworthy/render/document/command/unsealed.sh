{{kubectl}} wait --timeout=5m "sealedsecret/$name" \
  --for=jsonpath='{.status.observedGeneration}'="$({{kubectl}} get sealedsecret "$name" -o 'jsonpath={.metadata.generation}')"
