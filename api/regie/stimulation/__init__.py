"""The page of stimulation financing: counts only."""
