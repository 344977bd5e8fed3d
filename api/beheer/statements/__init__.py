"""Statements at the desk of a centre: months, lines with what is held and why, a table and a tagged PDF."""
