{{in.parser}} readlink {{git-link}}
{{#if git.kind.commit}}
# It must end in {{git.ref-name}}
{{/if}}
{{#if git.kind.branch}}
git ls-remote {{git.repository}} refs/heads/{{git.ref-name}}
{{/if}}
{{#if git.kind.tag}}
git ls-remote {{git.repository}} refs/tags/{{git.ref-name}} refs/tags/{{git.ref-name}}'^{}'
{{/if}}
{{#if git.kind.head}}
git ls-remote {{git.repository}} HEAD
{{/if}}
