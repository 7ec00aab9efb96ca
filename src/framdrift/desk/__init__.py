"""Screens for the agency's staff, one folder per area. `components` holds the templates and CSS that every screen is made of."""
