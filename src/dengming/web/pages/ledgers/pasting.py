"""All entries of an organisation pasted into a register as one table."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dengming.accounts.actions import authorise
from dengming.ledgers.pasting import columns_of, file_table
from dengming.ledgers.places import subject_reach
from dengming.web.forms.ledgers import TableForm
from dengming.web.forms.plain import sent
from dengming.web.pages.ledgers.choosing import choose_subject
from dengming.web.pages.ledgers.registers import register_named
from dengming.web.pages.why import subject_of
from dengming.web.request_scope import ScopedRequest


def paste_table(request: ScopedRequest, register: str) -> HttpResponse:
    """The form, and what is wrong with which row. 404 where the register takes no table."""
    block = register_named(request, register)
    if not block.paste:
        raise Http404("这本台账要逐项登记。")
    if not (code := request.GET.get("subject", "")):
        return choose_subject(request, block, onward="entry-paste")
    subject = subject_of(request.scope, code)
    authorise(request.scope, block.stage[0].may, subject_reach(subject))
    form = TableForm(sent(request), columns=columns_of(block))
    made = form.carry_out(lambda: file_table(request.scope, subject, register=register, **form.cleaned_data))
    if made is not None:
        messages.success(request, f"已登记 {made} 项：{subject.name}，{block.name}。")
        return redirect("entry-list", register=register)
    context = {
        "form": form,
        "title": f"整表粘贴{block.name}：{subject.name}",
        "lead": "有一行不对，就一行也不登记；改好以后再保存一次。",
        "back": reverse("entry-list", args=[register]),
    }
    return render(request, "pages/ledgers/form.html", context, status=422 if form.errors else 200)
