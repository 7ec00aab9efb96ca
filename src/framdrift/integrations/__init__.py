"""Doors for machines, one folder per outside system. Siblings never import each other."""
