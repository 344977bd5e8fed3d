"""What the page of an occupation tells beside the catalogue: a day in it, shortage, pay and where to learn it."""
