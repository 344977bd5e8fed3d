"""Papers of a file that were scanned: sent, kept with a hash, and given back as a download only."""
