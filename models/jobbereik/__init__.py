"""Jobbereik: from work experience to occupations within reach, and those that become feasible with training."""
