"""Together at a distance: citizen and coach open one thing on two screens; one holds the pen, both see each move."""
