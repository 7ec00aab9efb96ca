"""The coding desk: passages cut, suggested for, coded by two people, and counted as mentions by persons."""
