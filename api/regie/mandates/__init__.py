"""Mandates of career centres: applications, decisions, renewal, stop and suspension."""
