"""Complaints at the desk of the director: both sides, deadlines, remedies and letters."""
