"""Pages of occupations at /beroepen."""
