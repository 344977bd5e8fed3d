"""Runs of a month that settle what centres are paid."""
