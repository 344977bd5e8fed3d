"""From replies to what is known of a person: the posterior, the state that everything reads, and sums of scales."""
