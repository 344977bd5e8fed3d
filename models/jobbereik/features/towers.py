"""The columns in which the towers say what they think of a step."""

HEADS = ("near", "development", "any")
"""What the towers learned, in the order of their columns."""

NAMES = tuple(f"tower-{head}" for head in HEADS)
"""Features of a pair; not known where no towers were learned for a catalogue."""
