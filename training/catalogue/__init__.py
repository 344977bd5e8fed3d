"""Bringing catalogues in: import, activate, list, and the interest figures of the built-in one."""
