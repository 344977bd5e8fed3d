"""Jobbereik over HTTP: routes (JSON) and pages (HTML) on one service."""
