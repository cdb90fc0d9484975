module example.com/app

go 1.23

godebug x509sha1=1
