"""Reading accounts and the journal, for the three administrators only."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from dengming.accounts.capabilities import LABELS
from dengming.accounts.models import Line, User
from dengming.accounts.scope import NotVisible, Scope


def _needs(scope: Scope, capability: str) -> None:
    if not scope.prefixes(capability):
        raise PermissionDenied(f"没有“{LABELS[capability]}”权限。")


def users(scope: Scope, *, capability: str, text: str = "") -> QuerySet[User]:
    """Accounts by name, for the administrator whose `capability` the page is about. PermissionDenied for others."""
    _needs(scope, capability)
    found = User.objects.order_by("-is_active", "username")
    return found.filter(Q(username__icontains=text) | Q(name__icontains=text)) if text else found


def get_user(scope: Scope, username: str, *, capability: str) -> User:
    """One account. Raises NotVisible where there is none."""
    found = users(scope, capability=capability).filter(username=username).first()
    if found is None:
        raise NotVisible("没有这个账号。")
    return found


def lines(scope: Scope, *, text: str = "", action: str = "") -> QuerySet[Line]:
    """Journal lines, newest first, for the audit administrator."""
    _needs(scope, "accounts:audit")
    found = Line.objects.order_by("-seq")
    if action:
        found = found.filter(action=action)
    return found.filter(Q(name__icontains=text) | Q(about__icontains=text)) if text else found
