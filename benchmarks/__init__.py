"""Measurements: scripts that print a table with the target beside each figure."""
