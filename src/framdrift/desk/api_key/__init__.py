"""One's own key for programs: made, shown once, removed."""
