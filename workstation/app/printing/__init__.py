"""Photos on paper."""
