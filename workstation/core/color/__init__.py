"""Colour spaces, ICC profiles, and filters that follow edges."""
