"""A card game that is played together."""
