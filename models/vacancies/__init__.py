"""What was learned from vacancies: how often an occupation asks a competence, and how sure that is."""
