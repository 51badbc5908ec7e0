{{#each members}}
{{kubectl}} scale {{reference}} --replicas={{replicas}}
{{/each}}
