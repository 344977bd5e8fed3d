"""What the rules cannot decide about a cheque: a citizen asks a person, and reads the letters."""
