"""Competences as members of JSON, each written once."""
