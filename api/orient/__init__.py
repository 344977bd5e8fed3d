"""Oriënt over HTTP: the interest test that chooses its questions, as JSON and as pages."""
