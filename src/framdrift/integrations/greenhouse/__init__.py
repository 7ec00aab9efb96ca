"""Greenhouse: reading Harvest files and recorded webhooks."""
