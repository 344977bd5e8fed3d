"""What centres publish of themselves, put over the register that citizens search."""
