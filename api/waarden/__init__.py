"""Jouw waarden over HTTP: cards, games, results and pages."""
