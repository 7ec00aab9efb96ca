"""The demonstration's front door: enter as any kind of user. Exists only with FRAMDRIFT_DEMO."""
