"""Addresses of the pages about bulletins."""

from django.urls import path

from dengming.reports.issues.actions import STEPS
from dengming.web.pages.bulletins import committee, monthly, named, scans, templates, writing

urlpatterns = [
    path("bulletins/", committee.show_issues, name="bulletins"),
    path("bulletins/month/", monthly.show_month, name="monthly-check"),
    path("bulletins/template/", templates.show_template, name="bulletin-template"),
    path("bulletins/template/default.docx", templates.give_default, name="bulletin-template-default"),
    path("bulletins/template/sample.docx", templates.give_sample, name="bulletin-template-sample"),
    path("bulletins/template/restore/", templates.restore, name="bulletin-template-restore"),
    path("bulletins/<uuid:uid>/", committee.show_issue, name="bulletin"),
    path("bulletins/<uuid:uid>.docx", committee.give_docx, name="bulletin-docx"),
    path("bulletins/<uuid:uid>/recount/", committee.recount, name="bulletin-recount"),
    path("bulletins/<uuid:uid>/parts/<slug:part>/new/", writing.add_finding, name="finding-new"),
    path("bulletins/<uuid:uid>/findings/<int:number>/", writing.change_finding, name="finding-change"),
    path("bulletins/<uuid:uid>/findings/<int:number>/remove/", writing.remove_finding, name="finding-remove"),
    path("bulletins/<uuid:uid>/values/<slug:figure>/", writing.enter_value, name="bulletin-value"),
    path("bulletins/<uuid:uid>/values/<slug:figure>/remove/", writing.remove_value, name="bulletin-value-remove"),
    path("bulletins/<uuid:uid>/answers/<int:number>/", committee.reply, name="bulletin-reply"),
    path("bulletins/<uuid:uid>/scan/", scans.upload, name="bulletin-scan-upload"),
    path("bulletins/<uuid:uid>/scan/<uuid:scan>/", scans.serve, name="bulletin-scan"),
    path("bulletins/<uuid:uid>/figures/<str:code>/", named.verify_figures, name="bulletin-figures"),
    *(
        path(f"bulletins/<uuid:uid>/{step}/", committee.take_step, {"step": step}, name=f"bulletin-{step}")
        for step in STEPS
    ),
]
