"""Sharing, the citizen's side: what, with whom, until when; who looked; what a coach left; and to end it at once."""
