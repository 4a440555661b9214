"""Addresses of the pages about dues."""

from django.urls import path

from dengming.web.pages.dues import acts, agreeing, assessing, bank, branch, card, index, remitting, yearly

urlpatterns = [
    path("dues/", index.show_dues, name="dues"),
    path("dues/members/<str:code>/", card.show_card, name="dues-card"),
    path("dues/members/<str:code>/assess/", assessing.assess_member, name="dues-assess"),
    path("dues/members/<str:code>/relieve/", acts.relieve_member, name="dues-relieve"),
    path("dues/members/<str:code>/quarterly/", agreeing.agree_quarterly, name="dues-quarterly"),
    path("dues/members/<str:code>/pay/", acts.take_payment, name="dues-pay"),
    path("dues/assessments/<uuid:uid>/withdraw/", acts.withdraw_assessment, name="dues-assessment-withdraw"),
    path("dues/reliefs/<uuid:uid>/withdraw/", acts.withdraw_relief, name="dues-relief-withdraw"),
    path("dues/payments/<uuid:uid>/withdraw/", acts.withdraw_payment, name="dues-payment-withdraw"),
    path("dues/payments/<uuid:uid>.docx", yearly.give_receipt, name="dues-receipt"),
    path("dues/remittances/<uuid:uid>/withdraw/", remitting.withdraw, name="dues-remittance-withdraw"),
    path("dues/at/<str:code>/", branch.show_branch, name="dues-branch"),
    path("dues/at/<str:code>/assess/", assessing.assess_branch, name="dues-assess-branch"),
    path("dues/at/<str:code>/remittances/", remitting.show_remittances, name="dues-remittances"),
    path("dues/at/<str:code>/bank/", bank.reconcile, name="dues-bank"),
    path("dues/at/<str:code>/years/<int:year>/", yearly.show_year, name="dues-year"),
    path("dues/at/<str:code>/years/<int:year>/paper/", yearly.give_year, name="dues-year-docx"),
    path("dues/at/<str:code>/years/<int:year>/workbook/", yearly.give_workbook, name="dues-workbook"),
]
