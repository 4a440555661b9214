"""A paper about organisations names no member of the register, and may name every organisation."""

import pytest

from dengming.orgs.models import OrganisationName, Subject, Unit
from dengming.orgs.named_people import refuse_people
from dengming.refusal import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def register() -> None:
    for number, name in enumerate(("王建设", "建设", "高", "文明局")):
        Subject.objects.create(sort=Subject.Sort.PERSON, code=f"P{number}", name=name)
    for number, name in enumerate(("住房和城乡建设局党支部", "文明局")):
        Subject.objects.create(sort=Subject.Sort.ORG, code=f"O{number}", name=name)
    Unit.objects.create(code="U", name="建设银行")


@pytest.mark.parametrize(("text", "name"), [("王建设同志迟到。", "王建设"), ("与建设谈话", "建设")])
def test_a_members_name_is_refused_in_one_sentence(text: str, name: str) -> None:
    with pytest.raises(Refusal, match=f"“问题”里有党员名册中的姓名“{name}”：通报不点个人的名"):
        refuse_people(text, "问题")


@pytest.mark.parametrize(
    "text",
    ["1名党员干部迟到。", "住房和城乡建设局党支部没有开会。", "到建设银行查访", "文明局整改不到位", "质量不高", ""],
)
def test_organisations_and_single_signs_are_no_names_of_people(text: str) -> None:
    refuse_people(text, "问题")


def test_a_former_name_of_an_organisation_is_passed_over(district: dict[str, object]) -> None:
    organisation = next(iter(Subject.objects.filter(organisation__isnull=False))).organisation
    with pytest.raises(Refusal):
        refuse_people("原建设科党支部", "问题")
    OrganisationName.objects.create(organisation=organisation, name="原建设科党支部", since="2010-01-01")
    refuse_people("原建设科党支部", "问题")
