"""Controls and small windows that know nothing of photos' steps."""
