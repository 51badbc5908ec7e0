{{redis.exec}} sh -c 'REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli ping'
