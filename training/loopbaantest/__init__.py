"""Measuring the Loopbaantest: reliability, statements, the six themes as factors, DIF, item parameters and norms."""
