"""Oriënt: calibrating on real answers, replaying them, and measuring the engine against its peers."""
