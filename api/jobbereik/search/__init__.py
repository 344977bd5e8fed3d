"""Occupations and competences by a name as people type it."""
