"""Quality actions and file checks of the director about this centre: to read, and to reply to."""
