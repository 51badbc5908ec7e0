{{secrets-extraction}}
sh create-secrets.sh && rm create-secrets.sh
