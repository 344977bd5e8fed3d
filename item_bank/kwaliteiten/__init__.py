"""The cards of Jouw kwaliteiten: soft skills, each linked to competences of the catalogue."""
