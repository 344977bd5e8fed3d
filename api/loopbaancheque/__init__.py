"""The loopbaancheque over HTTP: who may request one, under which rules, and where to go otherwise."""
