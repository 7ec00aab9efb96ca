"""The interviewer's desk: talks to hold, guides, programmes and their launch. Nothing of recruiting is shown here."""
