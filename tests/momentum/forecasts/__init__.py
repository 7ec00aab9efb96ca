"""Forecasts: how they are made, published and judged."""
