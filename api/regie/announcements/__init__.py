"""News and binding instructions from the director to all centres, and how many of them read each."""
