"""Facts about cheques: who may tell which, and what each becomes in the log."""
