"""Every command of the window: its words, its keys, its place in the menus."""
