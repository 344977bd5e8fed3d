"""Complaints about guidance of this centre, once the director told it: to read, to answer and to defend itself."""
