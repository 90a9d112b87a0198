"""The page for many photos: a view over the queue, whose work is done by a program of its own."""
