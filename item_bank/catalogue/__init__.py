"""The catalogue: occupations, competences, gates and trainings; built in as YAML, or imported as columns."""
