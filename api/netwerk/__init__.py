"""Jouw netwerk over HTTP: computed and drawn from what is sent, and forgotten. Upstream: models.netwerk."""
