"""Measuring Jobbereik's rankers and calibrating the served one."""
