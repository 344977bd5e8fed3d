"""What the ranker sees of a person and an occupation: one function for training and serving, on any catalogue.

``pairs`` holds what two occupations have to do with each other, computed once for each catalogue; ``person`` what one
person has of what an occupation asks. Nothing here reads a transition, a related occupation or an id.
"""
