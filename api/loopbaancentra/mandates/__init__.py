"""What the director decided about mandates, as the register of a worker follows it."""
