"""Who holds which talk in which week."""
