"""Texts of the loopbaancheque that people accept, by version."""
