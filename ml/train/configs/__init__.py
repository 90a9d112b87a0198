"""Trainings that can be run again: each file says its command, its cost and what to expect."""
