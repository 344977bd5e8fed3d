"""From seven qualities to occupations that ask them."""
