"""Names of occupations that the catalogue need not have: ESCO's, in Dutch, French and English."""
