"""The game behind Jouw kwaliteiten and Jouw waarden: from moves to seven cards in order, and how sure that order is."""
