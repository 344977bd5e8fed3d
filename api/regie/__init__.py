"""The director of the market over HTTP: signals of misuse and stimulation financing."""
