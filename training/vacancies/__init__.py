"""Importing vacancies, learning from them, and writing samples."""
