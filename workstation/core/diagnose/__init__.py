"""One verdict for each photo: what it is, where its picture lies, what it needs."""
