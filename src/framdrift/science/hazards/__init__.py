"""How likely each of several endings is, day by day, with little data and an honest range.

term        one property of a day that can be on or off, with a prior for its effect on the log hazard
cell        all days on which the same terms were on: how many, and how many endings of each cause
fitting     the likeliest effects given prior and cells, and how sure they are (MAP and Laplace's approximation)
prediction  a path of days to come: the chance of each ending within it, with a range
judging     what was foretold against what came: calibration, and whether it beats the base rate
"""
