"""What people who were guided say of it: scores from counters, names taken out of open answers, themes among them."""
