"""Guides: the shipped questions, versions, changing, copying, showing."""
