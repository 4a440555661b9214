"""账号 (system administrator: open, close) and 授权与密码 (security administrator: passwords, duties)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dengming.accounts import queries, users
from dengming.accounts.models import User
from dengming.refusal import Refusal
from dengming.web.forms.admin import AccountForm, DutyForm, FindForm
from dengming.web.forms.plain import sent
from dengming.web.request_scope import ScopedRequest

PER_PAGE = 20
SYSTEM, SECURITY = "accounts:system", "accounts:security"


def show_accounts(request: ScopedRequest) -> HttpResponse:
    """All accounts, with a form for a new one."""
    form = AccountForm(sent(request))
    if form.is_bound and (user := form.carry_out(lambda: users.open_account(request.scope, **form.cleaned_data))):
        messages.success(request, f"已开立账号“{user.username}”：请安全管理员设置初始密码。")
        return redirect("admin-accounts")
    return _list(request, "pages/admin/accounts.html", SYSTEM, form)


def show_security(request: ScopedRequest) -> HttpResponse:
    """All accounts, for passwords and duties."""
    return _list(request, "pages/admin/security.html", SECURITY)


def _list(request: ScopedRequest, template: str, capability: str, form: AccountForm | None = None) -> HttpResponse:
    find = FindForm(request.GET)
    text = find.cleaned_data["text"] if find.is_valid() else ""
    found = queries.users(request.scope, capability=capability, text=text)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "find": find, "form": form, "duties": User.Administers.choices}
    return render(request, template, context, status=422 if form and form.errors else 200)


@require_POST
def close_account(request: ScopedRequest, username: str) -> HttpResponse:
    """Close an account."""
    user = users.close_account(request.scope, queries.get_user(request.scope, username, capability=SYSTEM))
    messages.success(request, f"账号“{user.username}”已停用。")
    return redirect("admin-accounts")


@require_POST
def reset_password(request: ScopedRequest, username: str) -> HttpResponse:
    """A new password, shown once."""
    user = queries.get_user(request.scope, username, capability=SECURITY)
    password = users.reset_password(request.scope, user)
    return render(request, "pages/admin/password.html", {"account": user, "password": password})


@require_POST
def assign_duty(request: ScopedRequest, username: str) -> HttpResponse:
    """Give an account an administrative duty, or take it away."""
    user, form = queries.get_user(request.scope, username, capability=SECURITY), DutyForm(request.POST)
    try:
        if form.is_valid():
            users.assign_duty(request.scope, user, duty=User.Administers(form.cleaned_data["duty"]))
            messages.success(request, f"已更新“{user.username}”的管理职责。")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("admin-security")
