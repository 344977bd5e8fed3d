"""How we learn: seeded pipelines from bank and data to an artifact and its card."""
