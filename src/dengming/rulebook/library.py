"""The rulebook as one value: all packs loaded, checked across files, tightened duties merged."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from dengming.rulebook.blocks import Activity, Ballot, Basis, Check, Proof, Role
from dengming.rulebook.bulletins import Bulletin
from dengming.rulebook.checks import between_files, clashes
from dengming.rulebook.citations import miscited
from dengming.rulebook.dues import Dues
from dengming.rulebook.duties import Duty
from dengming.rulebook.faults import Fault, RulebookError
from dengming.rulebook.own_checks import own_faults
from dengming.rulebook.places import pack_folders, packs_root
from dengming.rulebook.reading import name_of, read, with_lines
from dengming.rulebook.registers import Entry
from dengming.rulebook.schema import Institution, Pack
from dengming.rulebook.scores import Score
from dengming.rulebook.stored import in_todays_words
from dengming.rulebook.terms import PlainTerm, plain_terms
from dengming.rulebook.tightening import merged

T = TypeVar("T")


@dataclass(frozen=True)
class PlainDuty:
    """A duty ready to be judged: terms with every key said, tightening done. `sources` names the files behind it.

    `untightened` are the terms of the duty's own file, which nothing local may loosen. `permit` names the register
    whose paper turns it on.
    """

    id: str
    name: str
    institution: str
    pack: str
    terms: tuple[PlainTerm, ...]
    basis: tuple[Basis, ...]
    sources: tuple[str, ...]
    untightened: tuple[PlainTerm, ...] = ()
    permit: str | None = None


@dataclass(frozen=True)
class Rulebook:
    """All packs as one immutable value."""

    packs: tuple[Pack, ...]
    files: tuple[Institution, ...]

    @cached_property
    def institutions(self) -> dict[str, Institution]:
        """Institutions by id, in the order of themes, of packs, and of what a pack lists first."""
        themes = [theme for pack in self.packs for theme in pack.theme]
        packs = [pack.id for pack in self.packs]
        listed = {name: number for pack in self.packs for number, name in enumerate(pack.order)}

        def rank(file: Institution) -> tuple[int, int, int, str]:
            return _place(themes, file.theme), _place(packs, file.pack), listed.get(file.id, len(listed)), file.id

        return {file.id: file for file in sorted(self.files, key=rank)}

    @cached_property
    def roles(self) -> dict[str, Role]:
        """Roles by id."""
        brought = [role for pack in self.packs for role in pack.role]
        return {role.id: role for role in [*brought, *(role for file in self.files for role in file.role)]}

    @cached_property
    def proofs(self) -> dict[str, Proof]:
        """Kinds of proof by id."""
        return {proof.id: proof for pack in self.packs for proof in pack.proof}

    @cached_property
    def activities(self) -> dict[str, Activity]:
        """Activities by id, in menu order."""
        return {block.id: block for file in self.institutions.values() for block in file.activity}

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Registers by id."""
        return {block.id: block for file in self.institutions.values() for block in file.entry}

    @cached_property
    def giving(self) -> list[Entry]:
        """The registers that give a role, such as that of a contact point."""
        return [block for block in self.entries.values() if block.gifts]

    @cached_property
    def moving(self) -> list[Entry]:
        """The registers by which a person goes over to another branch."""
        return [block for block in self.entries.values() if block.destinations]

    @cached_property
    def uncompared(self) -> list[str]:
        """Documents of which the packs say something whose official text was not compared (未核对原文)."""
        demands = [it for block in self.entries.values() for stage in block.stage for it in stage.demand]
        named = [basis.document for it in demands if it.unconfirmed for basis in it.basis if basis.document]
        return list(dict.fromkeys(named))

    def is_of_people(self, block: Entry) -> bool:
        """Whether the register is kept for people: then its entries are about members of an organisation."""
        return any(self.roles[role].of == "person" for role in block.owner if role in self.roles)

    def block(self, noun: str, name: str) -> Activity | Entry | Check | Ballot | Dues | None:
        """The block that a match names by one of MATCH_NOUNS and its id."""
        blocks: dict[str, Mapping[str, Activity | Entry | Check | Ballot | Dues]] = {
            "activity": self.activities,
            "entry": self.entries,
            "check": self.checks,
            "ballot": self.ballots,
            "below": self.entries,
            "dues": self.dues,
        }
        return blocks[noun].get(name)

    def carried_at(self, activity: str) -> list[Entry]:
        """The registers whose entries may be made at this activity, in menu order."""
        return [entry for entry in self.entries.values() if activity in entry.filed_at]

    @cached_property
    def checks(self) -> dict[str, Check]:
        """Checklists by id."""
        return {block.id: block for file in self.institutions.values() for block in file.check}

    @cached_property
    def ballots(self) -> dict[str, Ballot]:
        """Ballots by id."""
        return {block.id: block for file in self.institutions.values() for block in file.ballot}

    @cached_property
    def scores(self) -> dict[str, Score]:
        """Ways of keeping points by id."""
        return {score.id: score for file in self.institutions.values() for score in file.score}

    @cached_property
    def bulletins(self) -> dict[str, Bulletin]:
        """Periodic bulletins by id."""
        return {block.id: block for file in self.institutions.values() for block in file.bulletin}

    @cached_property
    def dues(self) -> dict[str, Dues]:
        """Dues of members by id."""
        return {block.id: block for file in self.institutions.values() for block in file.dues}

    @cached_property
    def papers(self) -> dict[str, Score]:
        """The ways of keeping points that have a paper, by the register of its readings."""
        return {score.paper.entry: score for score in self.scores.values() if score.paper}

    @cached_property
    def home_of(self) -> dict[str, Institution]:
        """The institution that defines a block (activity, register, duty, score …), by `noun:id`."""
        nouns = ("activity", "entry", "check", "ballot", "duty", "score", "bulletin", "dues")
        return {f"{noun}:{block.id}": file for file in self.files for noun in nouns for block in getattr(file, noun)}

    @cached_property
    def duties(self) -> dict[str, PlainDuty]:
        """Duties by id, in menu order; a tightened national duty appears once, with both sources."""
        tightenings: dict[str, list[tuple[Institution, Duty]]] = {}
        for file in self.files:
            for duty in file.duty:
                if duty.tightens:
                    tightenings.setdefault(duty.tightens, []).append((file, duty))
        found = {}
        for file in self.institutions.values():
            for duty in file.duty:
                if duty.tightens is None:
                    stricter = tightenings.get(f"{file.pack}:{file.id}/{duty.id}", [])
                    found[duty.id] = _plain_duty(file, duty, stricter)
        return found

    def dump(self) -> str:
        """The whole value as canonical JSON, so that an edition can keep it."""
        value = {key: [_plain(block) for block in getattr(self, key)] for key in ("packs", "files")}
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON: two rulebooks with one digest judge alike."""
        return hashlib.sha256(self.dump().encode()).hexdigest()

    @classmethod
    def parse(cls, text: str) -> "Rulebook":
        """The value that `dump` wrote, also before the vocabulary changed; it was checked when it was stored."""
        value = in_todays_words(json.loads(text))
        return cls(
            tuple(Pack.model_validate(pack, extra="ignore") for pack in value["packs"]),
            tuple(Institution.model_validate(file, extra="ignore") for file in value["files"]),
        )


def _place(names: list[str], name: str) -> int:
    return names.index(name) if name in names else len(names)


def _plain(block: Pack | Institution) -> dict[str, Any]:
    return block.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _plain_duty(file: Institution, duty: Duty, stricter: list[tuple[Institution, Duty]]) -> PlainDuty:
    own = terms = plain_terms(duty)
    basis, sources = duty.basis or file.basis, [file.file]
    for other_file, other in stricter:
        terms = merged(terms, duty, other)
        basis = (*basis, *(other.basis or other_file.basis))
        sources.append(other_file.file)
    return PlainDuty(duty.id, duty.name, file.id, file.pack, terms, basis, tuple(sources), own, duty.permit)


def load(root: Path | None = None) -> Rulebook:
    """Load and check all packs under `root`. Raises RulebookError with every fault found in one run."""
    root = root or packs_root()
    folders = pack_folders(root)
    if not folders:
        raise RulebookError([Fault(str(root), 0, "", "里面没有制度包。", "请写明 national、district 所在的目录。")])
    paths = _paths(folders)
    packs, files, faults = _read_all(list(paths.values()))
    rulebook = Rulebook(packs, files)
    found = [fault for file in files for fault in own_faults(file)]
    found += [*miscited(rulebook, root), *clashes(rulebook)]
    if not faults and not any(clashes(rulebook)):
        found += between_files(rulebook)
    if faults or found:
        raise RulebookError(faults + with_lines(found, paths))
    return rulebook


def located(faults: list[Fault], root: Path | None = None) -> list[Fault]:
    """The faults, found by others in the packs under `root`, each with its line."""
    return with_lines(faults, _paths(pack_folders(root or packs_root())))


def _paths(folders: list[Path]) -> dict[str, Path]:
    return {name_of(path): path for folder in folders for path in sorted(folder.glob("*.toml"))}


def _read_all(paths: list[Path]) -> tuple[tuple[Pack, ...], tuple[Institution, ...], list[Fault]]:
    """The packs and files that can be read, and the faults of those that cannot."""
    packs: list[Pack] = []
    files: list[Institution] = []
    faults: list[Fault] = []
    for path in paths:
        if path.name == "pack.toml":
            pack, found = read(path, Pack)
            packs += [pack] if pack else []
        else:
            file, found = read(path, Institution)
            files += [file] if file else []
        faults += found
    return tuple(packs), tuple(files), faults
