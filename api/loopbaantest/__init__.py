"""The Loopbaantest over HTTP: statements, scores, comparisons, kept answers and pages."""
