"""Quality actions of the director that are about this centre: to read, and to reply to."""
