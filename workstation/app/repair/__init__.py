"""What the window adds for Repair: healing brush and clone stamp."""
