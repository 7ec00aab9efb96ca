"""The `framdrift` command: one thin module per subcommand, imported only when it is called."""
