"""How applications come in to an assignment: its form and its mail address, opened and closed by a person."""
