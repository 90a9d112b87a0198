"""What stops and waits for an answer, and the small windows that tell."""
