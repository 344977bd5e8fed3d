"""Which question comes next: the course of a session, the gain of a question, and the rest planned together."""
