"""The cards of Jouw waarden, the circle that they stand on, and work values of occupations in figures."""
