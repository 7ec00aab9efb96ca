"""The interview kit: what interviewers need on the day, and the questions that everybody at a step is asked."""
