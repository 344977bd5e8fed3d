"""Figures of a centre at its desk: what it did in a year, what it may expect, and where it stands among others."""
