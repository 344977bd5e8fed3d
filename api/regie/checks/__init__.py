"""File checks over HTTP: a sample with its seed, what was found, the centre's reply, and the final result."""
