"""The open benchmark of ways of working: how the scenario was fitted, its results, its sensitivity worlds."""
