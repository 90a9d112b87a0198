"""Damage found and filled: cracks, scratches, dust, tears and stains of the paper."""
