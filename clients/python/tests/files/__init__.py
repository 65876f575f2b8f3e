"""Importing from where people are, exporting to what they use."""
