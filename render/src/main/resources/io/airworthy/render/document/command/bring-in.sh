{{> delete-last-jobs}}
{{> install}}
