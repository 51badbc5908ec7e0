{{database-ca-bundle}} > current-ca.pem
openssl storeutl -noout -text -certs current-ca.pem | grep -E 'Subject:|Not After'
