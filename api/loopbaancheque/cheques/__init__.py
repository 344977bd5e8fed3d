"""The life of cheques over HTTP: who may tell which fact, and where a cheque stands."""
