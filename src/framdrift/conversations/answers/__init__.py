"""What people said. Everything here is sealed at rest; a stolen database or backup shows no answer.

Talk           one person's talk or written answer, levels A to C; its words lie in notes.
Note           one sealed text of a talk: their words, a summary or an observation, to one question.
Record         the notes of a talk as somebody may read them.
Hand over      the interviewer gives the record to the person, who reads, corrects and approves it.
Blank answer   at level D: one row per invitation, made at launch; an answer fills one drawn at random.
Code           at level D: what a letter's link carries; kept hashed, without recipient, deleted by the first words.
Receipt        at level D: what lets its author change or remove an answer until the round closes; known to them alone.
Serious matter something that must be acted on (T90): in no figure and no client's record, it has a flow of its own.
"""
