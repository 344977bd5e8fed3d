"""The words of Jouw netwerk: categories, kinds of support, tips for a conversation."""
