"""Settings of process plans: which there are, their steps, and the plan that each would give."""
