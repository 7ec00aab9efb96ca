"""What waiting means: today's order of work, risk, forecast and advice.

Today   the list of what one person should do now, in explainable classes.
Class   why a line stands where it stands: promise, decision, plan, silence, gate, wait.
Momentum computes; what it changes it changes through recruiting.actions.
"""
