{{kubectl}} rollout restart {{references}}
{{> wait}}
