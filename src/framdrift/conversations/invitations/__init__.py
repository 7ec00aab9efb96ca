"""Invitations: who is asked, booked, reminded; what the person on the link may do."""
