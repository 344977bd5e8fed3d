"""Sessions of any tool: start, continue, resume with a code, keep each answer, forget. Upstream: the tools."""
