"""单位: in which administrative unit an organisation stands, and which department is in charge of that unit."""

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.orgs.models import Organisation, Unit
from dengming.refusal import Refusal


@action("organisation.placed", label="登记所在单位", needs="appoint", at=lambda organisation, **_: organisation.reach)
def place(scope: Scope, organisation: Organisation, *, unit: str, department: str = "") -> Done[Organisation]:
    """Place an organisation in the unit of this name, new or known; without a department the unit has none above it.

    Structure note nine compares the departments in charge. Refusal for a department that has one above itself.
    """
    if not unit.strip():
        raise Refusal("没有填写所在单位，请填写单位全称。")
    found, above = _unit(unit), _unit(department) if department.strip() else None
    if above is not None and above.department_id is not None and above != found:
        raise Refusal(f"“{above.name}”自己的主管部门是“{above.in_charge.name}”，请填最上一级的主管部门。")
    found.department = None if above == found else above
    found.save(update_fields=["department"])
    organisation.unit = found
    organisation.save(update_fields=["unit"])
    note = {"unit": found.name, "department": found.in_charge.name}
    return Done(organisation, about=f"{organisation.code} {organisation.name}", note=note)


def _unit(name: str) -> Unit:
    name = name.strip()
    return Unit.objects.filter(name=name).first() or Unit.objects.create(code=_next_code(), name=name)


def _next_code() -> str:
    taken = set(Unit.objects.filter(code__startswith="DW").values_list("code", flat=True))
    return next(code for number in range(1, len(taken) + 2) if (code := f"DW{number:04d}") not in taken)
