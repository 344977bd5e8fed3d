"""The director of the market over HTTP: signals of misuse, stimulation financing, and what centres are paid."""
