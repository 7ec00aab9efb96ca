"""What comes back by the clock: name -> job and rule, in the agency's zone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from django.conf import settings

from framdrift.conversations import forgetting as conversations_forgetting
from framdrift.conversations import upkeep as conversations
from framdrift.conversations.commitments.upkeep import tell_of_commitments
from framdrift.foundation import upkeep
from framdrift.foundation.schedule import Daily, Every, Planned
from framdrift.insights.coding.cutting import tidy_passages
from framdrift.insights.coding.learning import learn_themes
from framdrift.insights.release.quotes import release_quotes
from framdrift.integrations.mailbox.receiving import read_mailbox
from framdrift.momentum import upkeep as momentum
from framdrift.momentum.forecasts.jobs import publish_forecasts
from framdrift.momentum.risk.jobs import learn_risk
from framdrift.organisations import upkeep as organisations
from framdrift.planning import upkeep as planning
from framdrift.planning.availability import upkeep as availability
from framdrift.portals.client.commitment_letters import remind_owners
from framdrift.portals.client.slips import tell_of_standing_slips
from framdrift.portals.referee.reminding import remind_referees
from framdrift.recruiting import upkeep as recruiting
from framdrift.recruiting.after_interviews import ask_after_interviews

SCHEDULE: Mapping[str, Planned] = {
    "sweep jobs": Planned(upkeep.sweep_jobs, Daily(time(3, 10))),
    "sweep one-time codes": Planned(upkeep.sweep_codes, Daily(time(3, 15))),
    "complete erasure ledger": Planned(upkeep.complete_erasure_ledger, Daily(time(3, 20))),
    "forget candidates run out": Planned(recruiting.forget_run_out, Daily(time(3, 30))),
    "forget old answers": Planned(conversations_forgetting.forget_old_answers, Daily(time(3, 35))),
    "tidy passages": Planned(tidy_passages, Daily(time(3, 37))),
    "sweep files": Planned(recruiting.sweep_files, Daily(time(3, 40))),
    "forget unsorted mail": Planned(recruiting.forget_unsorted, Daily(time(3, 40))),
    "sweep rosters": Planned(organisations.sweep_rosters, Daily(time(3, 50))),
    "check ball ledger": Planned(recruiting.check_ledger, Daily(time(4, 0))),
    "forget old availability": Planned(availability.sweep_availability, Daily(time(3, 45))),
    "read calendars": Planned(availability.read_calendars, Every(15)),
    "learn themes": Planned(learn_themes, Daily(time(4, 40))),
    "learn risk": Planned(learn_risk, Daily(time(4, 30))),
    "publish forecasts": Planned(publish_forecasts, Daily(time(5, 20))),
    "move late plans": Planned(planning.move_late_plans, Daily(time(5, 0))),
    "release quotes": Planned(release_quotes, Every(60)),
    "run programmes of talks": Planned(conversations.run_programmes, Daily(time(6, 30))),
    "tell of commitments": Planned(tell_of_commitments, Daily(time(6, 45))),
    "remind owners of commitments": Planned(remind_owners, Daily(time(8, 10))),
    "ask after interviews": Planned(ask_after_interviews, Every(15)),
    "tell of standing slips": Planned(tell_of_standing_slips, Daily(time(7, 30))),
    "draft weekly letters": Planned(momentum.draft_weekly_letters, Daily(time(7, 0), weekday=4)),
    "remind holders": Planned(momentum.remind_holders, Daily(time(8, 20))),
    "remind referees": Planned(remind_referees, Daily(time(8, 30))),
    "give signs of life": Planned(momentum.give_signs_of_life, Daily(time(8, 40))),
    **({"read mailbox": Planned(read_mailbox, Every(1))} if settings.FRAMDRIFT_IMAP_HOST else {}),
}
