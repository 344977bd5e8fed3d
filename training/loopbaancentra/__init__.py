"""Career centres: import a register, and make the example register that comes with the project."""
