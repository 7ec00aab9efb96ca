"""How long the survival methods take."""
