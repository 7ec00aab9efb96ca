"""Teamtailor: reading exports of its JSON:API."""
