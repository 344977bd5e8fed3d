"""The lists of a person, on one screen, and the page of one occupation for that person."""
