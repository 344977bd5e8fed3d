"""The personal plan (POP): actions, gentle checks on them, and proposals from results. Upstream: any tool's result."""
