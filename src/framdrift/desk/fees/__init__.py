"""Fees: the parts of an assignment's fee, what may be invoiced, the guarantee. No invoicing here."""
