"""What may be said about groups without saying anything about a person.

round         the answers of one programme, given once, published once
unit          a place in the company's tree; every respondent is in exactly one
atom          a group that is only ever shown whole; the atoms of a round share nobody
n_min         the fewest respondents of an atom, agreed before the round
band          what is told of an atom's share instead of the figure
size class    what is told of an atom's size instead of the figure
theme, score  an item that is mentioned or not (0/1), or answered on 1-5 where 4-5 is favourable
parent        a unit with several whole atoms beneath; it tells how many of them are low, mixed, high
held back     respondents in no atom, because the whole round is too small
audit         the checks that a finished release must pass before anybody sees it
"""
