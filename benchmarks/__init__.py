"""Repeatable measurements; each folder holds its program and its last results."""
