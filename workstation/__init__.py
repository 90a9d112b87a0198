"""Heirloom: restores and colours old photographs."""
