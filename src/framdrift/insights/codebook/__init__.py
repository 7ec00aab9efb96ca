"""The codebook: shipped once, then the lead's, in versions."""
