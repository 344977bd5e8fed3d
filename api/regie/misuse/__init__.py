"""Cases after signals of misuse over HTTP: opened by a person, the centre heard, decided with reasons."""
