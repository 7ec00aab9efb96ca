"""The room where a talk is held: the same for the agency's interviewer and for a manager or HR person with a seat.

Begin       the talk is under way and its notes are kept; the level is locked by the first of a programme.
Window      one open page of the room; it names itself and numbers its saves, so that two windows lose nothing.
Step        one question of the guide with its follow-ups and its notes; the last is for what belongs to none.
Read-back   everything that was noted, said back to the person: "have I understood you rightly?"
End         the record goes to the person, who corrects and approves it; from then on the room only shows it.
"""
