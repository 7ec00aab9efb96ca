"""The report as a tagged PDF, set by typst in a process of its own: the web server never loads the typesetter."""
