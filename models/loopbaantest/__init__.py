"""The Loopbaantest: from answers to six scores with their doubt, and to what is honest to say about them."""
