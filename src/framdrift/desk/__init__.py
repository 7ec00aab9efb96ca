"""Screens for the agency's staff, one folder per area; `components` holds what every screen is made of."""
