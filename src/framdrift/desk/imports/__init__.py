"""Bringing in what another system knows: a file is put in, understood, tried out, and then taken in by the worker."""
