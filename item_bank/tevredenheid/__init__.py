"""What people are asked after their guidance."""
