"""Competences by the words that people use."""
