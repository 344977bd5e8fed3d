"""A plan that is written together."""
