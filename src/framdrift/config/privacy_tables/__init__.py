"""The register of columns, one module a part of the house; `config/privacy_registry.py` joins them."""
