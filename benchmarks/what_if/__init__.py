"""How long the what-if page takes."""
