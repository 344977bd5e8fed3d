"""Satisfaction over HTTP: an answer with a code that works once, scores from counters, and themes of open answers."""
