"""Measuring how well a name that people type finds the right name."""
