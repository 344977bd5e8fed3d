"""Oriënt: the interest test that chooses its questions from the earlier answers and from rated occupations."""
