{{#each workloads.scaled-by-keda}}
{{kubectl}} annotate scaledobject {{name}} autoscaling.keda.sh/paused-replicas-
{{/each}}
