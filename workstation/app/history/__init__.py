"""The history of the photo in front."""
