"""When it has been enough: the expected regret of the list, and how many questions it probably still takes."""
