"""Reading along as a centre: named on screen, in the log, for an hour at most, and without changing anything."""
