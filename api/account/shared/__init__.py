"""What somebody else may see of what is kept: the same for the citizen who looks first and the coach who looks then."""
