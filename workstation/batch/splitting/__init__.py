"""The photos of a flatbed scan: found, proposed as frames, and cut out into files of their own."""
