"""The loopbaancheque as dated rules: who may request one on a given day, what it holds and what it costs."""
