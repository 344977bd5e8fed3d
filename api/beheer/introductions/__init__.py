"""First talks that people ask of a centre, at its desk: accepted, or declined with a reason; gone after 90 days."""
