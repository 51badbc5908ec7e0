{{pool-users}} | sed -n {{verifier-statement}}
