"""Vacancies near a person: JSON under /api/v1/jobbereik/vacancies, pages at /vacatures."""
