{{pool-certificate}} | openssl x509 -noout -subject -enddate
