"""Ashby: reading exports of its applications and their stage history."""
