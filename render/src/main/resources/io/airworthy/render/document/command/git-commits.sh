{{parser.exec}} readlink {{git-link}}
{{#if git-sync.ref.kind.commit}}
# It must end in {{git-sync.ref.name}}
{{/if}}
{{#if git-sync.ref.kind.branch}}
git ls-remote {{git-sync.repository}} refs/heads/{{git-sync.ref.name}}
{{/if}}
{{#if git-sync.ref.kind.tag}}
git ls-remote {{git-sync.repository}} refs/tags/{{git-sync.ref.name}} refs/tags/{{git-sync.ref.name}}'^{}'
{{/if}}
{{#if git-sync.ref.kind.head}}
git ls-remote {{git-sync.repository}} HEAD
{{/if}}
