"""Measuring, judging, promoting and comparing versions of models; the bench for notebooks."""
