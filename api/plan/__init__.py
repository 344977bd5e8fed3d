"""Mijn plan: one plan in which the results of all tools end. Upstream: api.account."""
