"""From trained weights to the TensorFlow Lite file that ships, with the proof that nothing was lost."""
