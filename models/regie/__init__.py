"""What the director of the market computes: signals of misuse, stimulation financing, samples for file checks."""
