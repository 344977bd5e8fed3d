"""Reads Europass files: XML of both generations, JSON, and the XML that lies in a Europass PDF."""
