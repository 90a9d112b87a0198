"""What each network learns on the card: one task a network, and the table of them."""
