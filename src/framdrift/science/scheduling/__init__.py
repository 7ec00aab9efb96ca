"""Interviews in time: who meets whom when, as soon as everybody's calendar allows, and how good that is.

problem     people with free windows, interviews with panels, order and gaps: what is asked
tasks       the coarsest step of time in which an optimal plan exists; everything inside counts in units
board       who is taken when by what is already placed
greedy      one candidate after the other, each as early as can be: an answer at once
neighbourhood  some interviews are taken out and put back in the best way (CP-SAT)
pools, relaxation  what no plan can beat: by calendars alone, and from the time-indexed relaxation
search      greedy, then neighbourhoods, with the bound beside, until time is up or nothing better exists
load        the same times with the work shared more evenly
reasons     why an interview is not held, and the smallest change that would help
"""
