"""One search over everything that a recruiter may see."""
