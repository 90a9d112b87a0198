"""Photographs to learn from: old film simulated on new pictures."""
