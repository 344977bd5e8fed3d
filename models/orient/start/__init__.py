"""Where a test starts: the person vector before any answer, and what every item and occupation is in it."""
