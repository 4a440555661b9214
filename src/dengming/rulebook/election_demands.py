"""What may be demanded of an election: enough candidates who may be elected, a valid vote for several seats, nothing
left undecided; and of a postponement, that it does not go too far."""

from dengming.rulebook.blocks import Block, Flag, OneOrMany, Slug


class Candidates(Block):
    """The candidates, a line each in the field `names`, are more than the seats by the share `margin` of these."""

    names: Slug
    seats: Slug
    margin: str


class Electable(Block):
    """Each of those in the field `names`, or without it each whom the vote of this step elects, holds one of the roles
    at the organisation or below it that day, and is told apart from others of the name."""

    role: OneOrMany
    names: Slug | None = None


class Tally(Block):
    """The fields of a secret vote for several seats: the votes in `votes`, a line for each candidate.

    `quorum` is a share of those entitled, who must be there; `passes` one of those there, who must agree. `again`: it
    is the next vote: between those who were equal at the last place, or for the seats that nobody won.
    """

    votes: Slug
    names: Slug
    seats: Slug
    entitled: Slug
    present: Slug
    sent: Slug
    collected: Slug
    invalid: Slug
    quorum: str
    passes: str
    again: Flag = False

    @property
    def numbers(self) -> list[str]:
        """The fields that are numbers."""
        return [self.seats, self.entitled, self.present, self.sent, self.collected, self.invalid]


class Settled(Block):
    """Nobody is equal at the last place any more, and all seats are won; else `short` says that it stays at fewer, and
    by the number in `agreed` so many of those present at the last vote agreed to that as the share `passes` asks; by
    old editions, which name neither, that it says so is enough."""

    short: Slug
    agreed: Slug | None = None
    passes: str | None = None


class Extension(Block):
    """The day in `until` lies behind the day on which the duty is due that this stage extends, by `at_most` so much."""

    until: Slug
    at_most: str
