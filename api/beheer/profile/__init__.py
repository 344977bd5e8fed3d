"""What a centre says of itself: its offer, its locations, and each counsellor's own text, looked at before it shows."""
