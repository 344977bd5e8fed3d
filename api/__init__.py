"""How we answer: parse, one call, return."""
