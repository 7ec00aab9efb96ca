"""Lever: reading exports of its opportunities and their stage changes."""
