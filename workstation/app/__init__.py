"""The window: thin views over the core."""
