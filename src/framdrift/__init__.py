"""Framdrift: recruitment that keeps moving, and conversations about why people stay."""
