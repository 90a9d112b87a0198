"""Turning, straightening and cropping by hand."""
