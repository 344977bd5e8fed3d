"""Which occupations fit best, and how sure that is."""
