"""What people said, taken together: coded by a person, counted for a group, told only through the gate.

passage       one meaning in what somebody said or wrote: positions in a sealed note, never the words themselves
theme         one of the codebook's; which way it pulls is said of the passage, never part of the theme
code          that a person put a passage under a theme: with direction, weight, where the cause lies, a shock
suggestion    what the machine would have put it under, with its confidence; decides nothing
codebook      the themes with what belongs to them, in versions: a code stands for what its version said
coding desk   where the agency's interviewers read passages and code them; nobody else reads there
second coder  codes a random sample without seeing the first: how far two people agree is told theme by theme
mention       that a person spoke of a theme, for counting persons and not passages
release       what a client is told of a group, frozen
"""
