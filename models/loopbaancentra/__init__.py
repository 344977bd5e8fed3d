"""Career centres: find them near a place in a fair order, and say what someone can do next."""
