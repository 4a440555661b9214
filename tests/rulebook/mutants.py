"""A duty with one key changed: the examples of its institution must not hold of it any more."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

Block = dict[str, Any]
Change = tuple[str, Callable[[Block], None]]
"""(what is changed, doing it to a fresh copy of the duty's block)."""


def changes(duty: Block) -> Iterator[Change]:
    """Every key of the duty and its terms that decides a state, changed a little."""
    for number in range(len(duty["term"]) + 1):
        yield from _of_block(duty, number)


def changed(duty: Block, change: Change) -> Block:
    """A copy of the duty with the change done."""
    again = copy.deepcopy(duty)
    change[1](again)
    return again


def _block(duty: Block, number: int) -> Block:
    found: Block = duty["term"][number - 1] if number else duty
    return found


def _of_block(duty: Block, number: int) -> Iterator[Change]:
    block, where = _block(duty, number), f"term {number}" if number else "duty"
    if grace := block.get("grace_days"):
        yield f"{where} no grace", lambda it: _block(it, number).update(grace_days=0)
        yield f"{where} longer grace", lambda it: _block(it, number).update(grace_days=grace + 40)
    for key in ("owner", "except", "only"):
        for role in block.get(key, []):
            if key != "owner" or len(block[key]) > 1:
                yield f"{where} {key} without {role}", _without(number, None, key, role)
    if block.get("held") == "end":
        yield f"{where} held whole", lambda it: _block(it, number).update(held="whole")
    if {"by", "month"} & block.get("due", {}).keys():
        yield f"{where} due at its own end", lambda it: _block(it, number).pop("due")
    if block.get("repeal"):
        yield f"{where} not repealed", lambda it: it["term"].pop(number - 1)
    yield from _of_need(block, number, None, where)
    for index, need in enumerate(block.get("need", [])):
        yield f"{where} without need {need['id']}", _without_need(number, index)
        yield from _of_need(need, number, index, f"{where} need {need['id']}")


def _of_need(block: Block, number: int, index: int | None, where: str) -> Iterator[Change]:
    if least := block.get("at_least"):
        yield f"{where} one more", lambda it: _need(it, number, index).update(at_least=least + 1)
    if block.get("about"):
        yield f"{where} not the previous", lambda it: _need(it, number, index).pop("about")
    counts = block.get("counts", {})
    for proof in counts.get("proofs", []):
        yield f"{where} without proof {proof}", _without(number, index, "proofs", proof)
    kinds = counts.get("activity", [])
    for kind in kinds if len(kinds) > 1 else []:
        yield f"{where} without {kind}", _without(number, index, "activity", kind)
    for key in ("place", "part", "role"):
        if key in counts and counts[key] != ["host"]:
            yield f"{where} at any {key}", _without_key(number, index, key)


def _need(duty: Block, number: int, index: int | None) -> Block:
    block = _block(duty, number)
    found: Block = block if index is None else block["need"][index]
    return found


def _without(number: int, index: int | None, key: str, word: str) -> Callable[[Block], None]:
    def drop(duty: Block) -> None:
        block = _need(duty, number, index)
        block = block["counts"] if key in ("proofs", "activity") else block
        block[key] = [other for other in block[key] if other != word]

    return drop


def _without_need(number: int, index: int) -> Callable[[Block], None]:
    return lambda duty: _block(duty, number)["need"].pop(index)


def _without_key(number: int, index: int | None, key: str) -> Callable[[Block], None]:
    return lambda duty: _need(duty, number, index)["counts"].pop(key)
