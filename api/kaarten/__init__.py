"""What Jouw kwaliteiten and Jouw waarden share over HTTP: how a game is told, played and kept."""
