"""A game as a request or a file tells it, in any of three ways."""
