"""Tests that are kept: what a session holds, and what may be done with it."""
