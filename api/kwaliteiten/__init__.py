"""Jouw kwaliteiten over HTTP: cards, games, results and pages."""
