"""SQLite as this product needs it: what keeps data safe is asserted on every connection, not hoped for."""
