"""What can be done to a record. Permission is needed at the lead host, for a host's own people at that host; each
action leaves one journal line."""

from dengming.records.actions.confirming import confirm, correct, file, return_, send_back, withdraw
from dengming.records.actions.drafting import copy, discard, notify, plan, save, start
from dengming.records.actions.handing_back import send_back_all
from dengming.records.actions.own_people import add_own_people
from dengming.records.actions.people import add_people, mark_all_but, refresh_expected, remove_person, save_people

__all__ = [
    "add_own_people",
    "add_people",
    "confirm",
    "copy",
    "correct",
    "discard",
    "file",
    "mark_all_but",
    "notify",
    "plan",
    "refresh_expected",
    "remove_person",
    "return_",
    "save",
    "save_people",
    "send_back",
    "send_back_all",
    "start",
    "withdraw",
]
