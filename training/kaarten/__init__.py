"""How well the two ways of playing find somebody's seven, tried on simulated players."""
