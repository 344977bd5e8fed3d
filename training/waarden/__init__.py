"""How Jouw waarden gets its figures."""
