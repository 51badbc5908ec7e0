{{#if database.provider.azure-flexible-server}}
administrator=your-administrator   # the login that was chosen with the server, which is never postgres
{{else}}
administrator=postgres   # your administrator's role
{{/if}}
