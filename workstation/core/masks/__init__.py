"""Masks: what was painted, and the area that is meant; for every step."""
