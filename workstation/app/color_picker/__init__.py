"""Choose a colour."""
