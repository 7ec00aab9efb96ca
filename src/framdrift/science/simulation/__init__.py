"""A simulated recruitment agency: how many favourites a way of working loses to slowness, under stated assumptions.

Scenario     every assumption, read from one file: the agency, its clients, its candidates, what makes them leave.
World        the random numbers of one replication, the same whichever policy works in it.
Policy       a way of working: in which order, when to remind and to tell, what is planned, what evidence is asked.
Desk         what one consultant sees this half-day; a policy orders it.
Favourite    the presentable candidate whom the client would have hired on all evidence, had nobody left over time.
It shows which mechanism can matter; it does not predict any agency's percentage.
"""
