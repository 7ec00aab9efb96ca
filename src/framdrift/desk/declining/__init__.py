"""Declining several candidates of an assignment at once: chosen and reasoned by a person, undone whole."""
