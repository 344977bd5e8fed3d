"""Keys with which centres and the operator say who they are; issued by a command, stored as hashes only."""
