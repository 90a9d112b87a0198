"""How good the networks are, in figures."""
