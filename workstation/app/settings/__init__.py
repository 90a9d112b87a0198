"""The settings in the window: what is chosen once for all photos."""
