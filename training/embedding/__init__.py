"""Training the small static embedding of names; torch and sentence-transformers are imported inside functions only."""
