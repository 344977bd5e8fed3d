"""What computes an answer, learned or legislated: pure, without web, database, clock or global randomness."""
