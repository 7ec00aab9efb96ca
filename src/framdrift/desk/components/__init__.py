"""What every screen is made of: base page, components, template tags, CSS."""
