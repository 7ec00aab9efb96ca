"""What the agency's interviewers see of closed rounds: raw counts with intervals, and how far they can be trusted."""
