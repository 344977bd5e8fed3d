"""Everything that an account keeps as one accessible PDF."""
