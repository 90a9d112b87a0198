"""The queue of scans: many photos, worker processes, no window."""
