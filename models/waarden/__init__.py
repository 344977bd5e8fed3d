"""What seven values say about today, about what to do, and about a list of occupations."""
