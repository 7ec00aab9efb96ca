"""Advice: what the rules say, from which events, and what came after."""
