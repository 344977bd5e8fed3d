"""What the two card games share: the shape of a card and of a deck, and the rules that every deck keeps."""
