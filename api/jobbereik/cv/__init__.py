"""A CV from the profile of Jobbereik, and a profile from a Europass CV. Nothing is kept but the draft of the pages."""
