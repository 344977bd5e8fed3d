"""What becomes of a complaint: kinds, both sides heard, deadlines, outcomes and remedies, and letters."""
