"""Sums over a group of people that tell nothing about one of them: what may be told, without web or store."""
