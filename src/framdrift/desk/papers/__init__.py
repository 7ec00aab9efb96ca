"""Files about candidates: taken in, given out as attachments only, taken away."""
