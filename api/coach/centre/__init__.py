"""How a centre invites and removes its coaches: codes that work once, and how each coach is engaged."""
