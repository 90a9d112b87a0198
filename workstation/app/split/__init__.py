"""Splitting scans in the window: find the photos, look at each scan, approve it, write them."""
