"""Complaints over HTTP: file one, hear both sides, decide with reasons, and the letters that follow."""
