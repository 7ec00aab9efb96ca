"""Accounts, roles, absences, companies."""
