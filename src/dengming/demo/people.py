"""People of the demo district: names by Faker, well-formed identity numbers in a range that no person has."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from faker import Faker

from dengming.orgs.identity import FEMALE, MALE, check_character

TEST_PLACE = "999999"
"""A place code that is never given out, so that no number here is anybody's."""

ETHNICITIES = ("汉族",) * 18 + ("回族", "满族")
EDUCATIONS = ("大学本科",) * 6 + ("研究生", "大学专科", "大学专科", "中专")
JOBS = ("科员", "副主任科员", "主任科员", "股长", "办事员", "工程师", "会计", "主任")


@dataclass
class PersonPlan:
    """One person before storing."""

    name: str
    gender: str
    born: date
    joined: date
    confirmed: date | None
    identity: str
    phone: str
    ethnicity: str
    education: str
    job: str

    @property
    def is_probationary(self) -> bool:
        """Not yet a full member."""
        return self.confirmed is None


def people(count: int, until: date, random: Random) -> Iterator[PersonPlan]:
    """As many people as asked, one in forty of them probationary on the last day."""
    faker = Faker("zh_CN")
    faker.seed_instance(random.randrange(2**32))
    given: set[str] = set()
    for number in range(count):
        gender = MALE if random.random() < 0.58 else FEMALE
        born = until - timedelta(days=random.randrange(24 * 365, 59 * 365))
        name = faker.name_male() if gender == MALE else faker.name_female()
        probationary = number % 40 == 17
        joined, confirmed = _dates(born, until, probationary, random)
        yield PersonPlan(
            name=name,
            gender=gender,
            born=born,
            joined=joined,
            confirmed=confirmed,
            identity=_fresh(born, gender, number, given),
            phone=f"199{number:08d}",
            ethnicity=random.choice(ETHNICITIES),
            education=random.choice(EDUCATIONS),
            job=random.choice(JOBS),
        )


def _dates(born: date, until: date, probationary: bool, random: Random) -> tuple[date, date | None]:
    if probationary:
        return until - timedelta(days=random.randrange(40, 300)), None
    grown = born.replace(day=1, year=born.year + 20)
    latest = until - timedelta(days=3 * 365)
    joined = grown + timedelta(days=random.randrange(max(1, (latest - grown).days)))
    return joined, joined + timedelta(days=365)


def _fresh(born: date, gender: str, number: int, given: set[str]) -> str:
    """A number that nobody else has: two people of one birthday get different sequences."""
    while (found := identity(born, gender, number)) in given:
        number += 1
    given.add(found)
    return found


def identity(born: date, gender: str, number: int) -> str:
    """A number with a right check character; the sequence is odd for men and even for women."""
    sequence = (number * 2 + (1 if gender == MALE else 0)) % 1000
    first = f"{TEST_PLACE}{born:%Y%m%d}{sequence:03d}"
    return first + check_character(first)
