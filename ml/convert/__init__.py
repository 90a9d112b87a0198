"""From trained weights to the file that ships, with the proof that nothing was lost."""
