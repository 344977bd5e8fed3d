"""Meaning of a name as a vector: small static embeddings, read without any learning library."""
