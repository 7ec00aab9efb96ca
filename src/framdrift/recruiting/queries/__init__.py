"""Reads of the wing, one module per subject; every one starts from a viewer."""
