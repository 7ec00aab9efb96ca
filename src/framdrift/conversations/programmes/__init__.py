"""Programmes: whom they ask and when, launching, rounds, coverage."""
