"""Pages: base templates, static files, and the words of errors."""
