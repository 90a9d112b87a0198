"""Photos on disk: opened, decoded, enlarged upright, written whole or not at all."""
