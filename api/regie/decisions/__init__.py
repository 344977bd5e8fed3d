"""The queue of what rules alone cannot decide about cheques, decisions, and a second pair of eyes."""
