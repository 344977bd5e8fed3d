"""Introductions: a citizen asks a centre for a first talk, and nothing is sent without consent."""
