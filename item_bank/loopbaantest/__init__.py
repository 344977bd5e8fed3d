"""The bank of the Loopbaantest: thirty statements over six themes, and what helps on each theme."""
