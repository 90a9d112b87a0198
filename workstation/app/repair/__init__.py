"""What the window adds for Repair: healing brush, clone stamp, the walk from piece to piece."""
