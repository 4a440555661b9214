"""The block of a register of agreements, such as 责任书: which kinds of organisation sign, what they promise for a
year, and by which duties that is checked against the facts.
"""

from typing import Annotated

from pydantic import Field

from dengming.rulebook.blocks import Basis, Block, Name, OneOrMany, Slug


class Item(Block):
    """One thing that is promised. `duties` say by their facts whether it was kept; of an item without any, people say
    it in words."""

    id: Slug
    name: Name
    duties: OneOrMany = ()
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]


class Agreement(Block):
    """What makes the cases of a register agreements of two parties. The second party is whose case it is.

    `year` names the field of the year that it is for, `first` that of the first party, `number` that of the paper's
    number, `first_signer` and `second_signer` those of who signed, `more` that in which the parties
    write further items, a line for each, `said` that in which they say of items without a duty what became of them.
    `proposed` says for each kind of `issue_to` with whom it might sign; the committee settles that. From the stage
    `firm` on the items stay what they then were; at the stage `compared` the comparison with the facts stays what it
    then was. `opening` begins the printed paper.
    """

    year: Slug
    first: Slug
    number: Slug
    first_signer: Slug
    second_signer: Slug
    more: Slug
    said: Slug
    proposed: Annotated[dict[Slug, Name], Field(min_length=1)]
    firm: Slug
    compared: Slug
    opening: Name
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]
    item: Annotated[tuple[Item, ...], Field(min_length=1)]
