"""The coach's side: what clients share, each read written down, notes and suggestions that the client reads at once."""
