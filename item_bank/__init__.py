"""What we know and ask: versioned content, and the only code that reads and checks it."""
