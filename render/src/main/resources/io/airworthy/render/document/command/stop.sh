{{#each scaled-by-keda}}
{{kubectl}} annotate scaledobject {{name}} autoscaling.keda.sh/paused-replicas=0 --overwrite
{{/each}}
{{kubectl}} scale {{references}} --replicas=0
