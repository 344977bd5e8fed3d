"""Career centres (loopbaancentra): who holds a mandate, where they receive people, and what they offer."""
