"""Belgian postcodes: the municipality, province and point of each, and the distance between them."""
