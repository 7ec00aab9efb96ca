"""Who may open which address, one module a part of the product; `config/access_policy.py` joins them."""
