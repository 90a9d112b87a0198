"""One panel for each step, and what the panels offer."""
