"""What is told beside a list: reasons, interests with their doubt, and what must be said about the replies."""
