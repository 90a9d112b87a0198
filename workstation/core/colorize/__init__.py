"""Colours for a photo: hints of the user, suggestions, references, common colours of a set."""
