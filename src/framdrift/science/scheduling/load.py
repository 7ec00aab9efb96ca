"""The same times with the work shared more evenly: an option beyond what is asked of every plan.

Who sits in a panel does not change when anything ends. So seats are handed, one after the other, from somebody with
many minutes to somebody in the same group with fewer who is free then, as long as that brings the two nearer.
"""

from __future__ import annotations

from framdrift.science.scheduling.board import Board, Placement
from framdrift.science.scheduling.greedy import seated
from framdrift.science.scheduling.spans import holds
from framdrift.science.scheduling.tasks import Tasks


def minutes_held(tasks: Tasks, plan: dict[int, Placement]) -> dict[int, int]:
    """The minutes that each interviewer sits in interviews, by number; everybody who may sit somewhere is there."""
    held = {person: 0 for task in tasks.tasks for person in task.people}
    for number, placement in plan.items():
        for person in placement.panel:
            held[person] += tasks.tasks[number].minutes
    return held


def shared_evenly(tasks: Tasks, plan: dict[int, Placement]) -> dict[int, Placement]:
    """A plan with the same starts and a smaller or equal sum of squared minutes per interviewer."""
    board = Board(tasks, plan)
    held = minutes_held(tasks, plan)
    while sum(_handed_over(board, number, held) for number in sorted(plan)):
        pass
    return dict(board.plan)


def _handed_over(board: Board, number: int, held: dict[int, int]) -> bool:
    """Whether one seat of a task could be handed to somebody with enough fewer minutes; it is then."""
    task, placement = board.tasks.tasks[number], board.plan[number]
    board.take_out(number)
    free = [person for person, spans in board.seats(number).items() if holds(spans, placement.start)]
    panel = placement.panel
    for giver in sorted(panel, key=lambda person: -held[person]):
        rest = [person for person in panel if person != giver]
        for taker in sorted(set(free) - set(panel), key=lambda person: (held[person], person)):
            if held[taker] + task.minutes >= held[giver]:
                break
            if seated(task, [*rest, taker], {}) is not None:
                held[giver] -= task.minutes
                held[taker] += task.minutes
                board.place(number, Placement(placement.start, tuple(sorted([*rest, taker]))))
                return True
    board.place(number, placement)
    return False
