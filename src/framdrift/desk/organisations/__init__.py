"""Screens about who exists: client companies with units and seats, the agency's people, absences, own settings."""
