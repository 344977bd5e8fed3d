"""What a citizen keeps: results of any tool, under a code or an account, and "Mijn loopbaan"."""
