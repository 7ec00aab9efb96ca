"""Today: one person's list of what to do now, with a key for each thing that is done about it."""
