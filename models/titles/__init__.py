"""Finding an occupation or competence by the name that a person types."""
