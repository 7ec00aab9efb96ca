"""The talent pool: who has agreed to be kept, until when; found again for the next assignment."""
