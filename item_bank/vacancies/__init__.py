"""Vacancies: what one is, and how many of them stand on disk."""
