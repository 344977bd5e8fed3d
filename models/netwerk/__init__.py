"""Jouw netwerk: people around somebody, what they say together, and where they stand in a drawing."""
