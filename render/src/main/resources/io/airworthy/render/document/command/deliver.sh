{{> push}}
{{> bring-in}}
