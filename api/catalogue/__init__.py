"""What several tools say of the catalogue: occupations in short, and what vacancies ask. Ground: imports no tool."""
