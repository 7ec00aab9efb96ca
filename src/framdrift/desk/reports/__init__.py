"""Reports for the agency: the two losses. Every number leads to the events that it counts."""
