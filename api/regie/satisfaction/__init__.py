"""Satisfaction at the desk of the director: scores, open answers that wait for a look, and themes."""
