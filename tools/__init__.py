"""What developers run beside the product: `python -m tools.messages` is `make messages`."""
