{{web.exec}} curl -fsS --max-time 20 {{report-url}}
