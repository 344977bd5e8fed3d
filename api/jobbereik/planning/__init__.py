"""What to learn next, and the shortest way to an occupation."""
