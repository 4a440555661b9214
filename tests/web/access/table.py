"""Who opens what: the expectation for every address and every role. An address without a line here fails the tests.

Each line: the name of the address, what GET gives, what POST gives, for these roles in this order. The address is about
branch A or something of it (`arguments.py`), the form is one that branch A's secretary could send.

    1 the secretary of a branch elsewhere (stranger)      6 the system administrator
    2 a plain member of branch A                          7 the security administrator
    3 the secretary of branch A                           8 the audit administrator
    4 the Party office above branch A
    5 the work committee's officer

    o  served: a page, a file, a redirect to where it goes on, or the form again with a sentence (422)
    n  404: the reader must not learn whether it is there
    s  403: the page says what may not be done and who may; only where that tells nothing of others
    -  the address does not take this method

GET follows redirects: a step of a record that is opened as a page leads to the record, and that must not open either.
"""

TABLE = """
account_login            ooooo ooo   ooooo ooo
account_logout           ooooo ooo   ooooo ooo
account_inactive         ooooo ooo   ----- ---
account_reauthenticate   ooooo ooo   ooooo ooo
account_change_password  ooooo ooo   ooooo ooo
patterns                 ooooo ooo   ooooo ooo
patterns-print           ooooo ooo   ooooo ooo
patterns-why             ooooo ooo   ooooo ooo
home                     ooooo ooo   ooooo ooo
tasks                    ooooo ooo   ooooo ooo
overview                 sssoo sss   sssoo sss
overview-below           nnsoo nnn   nnsoo nnn
standing-list            ooooo ooo   ooooo ooo
standing-export          ooooo ooo   ooooo ooo
why                      nnooo nnn   nnooo nnn
record-list              ooooo ooo   ----- ---
record-new               osooo sss   osooo sss
record-detail            noooo nnn   ----- ---
record-edit              nnooo nnn   nnooo nnn
record-autosave          ----- ---   nnooo nnn
record-counts            nnooo nnn   ----- ---
record-plan              nnooo nnn   nnooo nnn
record-notify            nnooo nnn   nnooo nnn
record-file              nnooo nnn   nnooo nnn
record-confirm           nnooo nnn   nnoss nnn
record-return            nnooo nnn   nnooo nnn
record-withdraw          noooo nnn   nnoss nnn
record-correct           noooo nnn   nnooo nnn
record-discard           nnooo nnn   nnooo nnn
record-copy              noooo nnn   nnooo nnn
record-candidates        nnooo nnn   ----- ---
record-person-add        nnooo nnn   nnooo nnn
record-person-remove     nnooo nnn   nnooo nnn
record-all-but           nnooo nnn   nnooo nnn
record-host-add          nnooo nnn   nnooo nnn
record-own-people        nnooo nnn   nnooo nnn
record-print             nnooo nnn   ----- ---
record-notice            nnooo nnn   ----- ---
record-signin-sheet      nnooo nnn   ----- ---
evidence-upload          nnooo nnn   nnooo nnn
evidence-remove          nnooo nnn   nnooo nnn
evidence-serve           nnooo nnn   ----- ---
never-stored             ooooo ooo   ----- ---
dispute-list             osooo sss   ----- ---
record-attendance        nnooo nnn   ----- ---
attendance-answer        ----- ---   nnooo nnn
attendance-settle        ----- ---   nnoss nnn
desk                     sssoo sss   ----- ---
desk-urge                sssoo sss   sssoo sss
desk-records             sssoo sss   sssoo sss
desk-month               sssoo sss   ----- ---
desk-month-workbook      sssoo sss   ----- ---
admin-accounts           sssss oss   sssss oss
admin-account-close      ----- ---   sssss oss
admin-security           sssss sos   sssss sos
admin-password           ----- ---   sssss sos
admin-duty               ----- ---   sssss sos
admin-audit              sssss sso   sssss sso
settings                 sssso sss   sssso sss
settings-name            sssso sss   sssso sss
settings-use             sssso sss   sssso sss
settings-lead            sssso sss   sssso sss
settings-tune            sssso sss   sssso sss
settings-permit          sssso sss   sssso sss
settings-parties         sssso sss   sssso sss
settings-tune-duty       sssso sss   sssso sss
settings-dues            sssso sss   sssso sss
settings-duty            sssso sss   sssso sss
calendar                 ooooo ooo   ooooo ooo
org-tree                 ooooo ooo   ooooo ooo
org-new                  sssso sss   sssso sss
org-detail               nnooo nnn   nnooo nnn
org-edit                 nnsso nnn   nnsso nnn
notices                  ooooo ooo   ----- ---
waiver-list              ooooo ooo   ooooo ooo
waiver-new               nnoso nnn   nnoso nnn
waiver-withdraw          nnoso nnn   nnoso nnn
entry-withdraw           nnooo nnn   nnooo nnn
case                     noooo nnn   ----- ---
case-step                ----- ---   nsoss nnn
case-back                ----- ---   nsoss nnn
case-amend               ----- ---   nnnoo nnn
case-take-back           ----- ---   nnnoo nnn
case-hand                ----- ---   nnnoo nnn
case-urge                ----- ---   nnnoo nnn
case-send                ----- ---   nnnnn nnn
case-agreement           nnnoo nnn   ----- ---
case-comparison          nnnoo nnn   ----- ---
case-tally               nnooo nnn   ----- ---
case-posts               ----- ---   nnsoo nnn
material-link            ----- ---   nnnoo nnn
bulletin-line            nnooo nnn   ----- ---
material-upload          ----- ---   nnnoo nnn
material-keep            ----- ---   nnnoo nnn
material-open            nnnoo nnn   ----- ---
material-remove          ----- ---   nnnoo nnn
cases-together           ----- ---   ooooo ooo
entry-presets            ----- ---   sssso sss
ledgers                  ooooo ooo   ooooo ooo
entry-list               ooooo ooo   ooooo ooo
entry-workbook           ooooo sss   ----- ---
entry-print-list         ooooo sss   ----- ---
entry-supervision        ooooo sss   ----- ---
entry-paste              nnooo nnn   nnooo nnn
entry-new                nnooo nnn   nnooo nnn
case-paper               nnooo nnn   ----- ---
form-templates           sssso sss   ----- ---
form-template            sssso sss   sssso sss
form-template-default    sssso sss   ----- ---
form-template-restore    ----- ---   sssso sss
settings-compared        sssso sss   sssso sss
settings-compared-back   sssso sss   sssso sss
entry-inspection         ooooo sss   ----- ---
entry-inspection-workbook ooooo sss   ----- ---
entry-newcomer           osooo sss   osooo sss
dues                     ooooo nnn   ----- ---
dues-card                nnooo nnn   ----- ---
dues-assess              nnooo nnn   nnooo nnn
dues-relieve             nnooo nnn   nnooo nnn
dues-quarterly           nnooo nnn   nnooo nnn
dues-pay                 nnooo nnn   nnooo nnn
dues-assessment-withdraw nnooo nnn   nnooo nnn
dues-relief-withdraw     nnooo nnn   nnooo nnn
dues-payment-withdraw    nnooo nnn   nnooo nnn
dues-branch              nnooo nnn   nnooo nnn
dues-assess-branch       nnooo nnn   nnooo nnn
dues-receipt             nnooo nnn   ----- ---
dues-remittances         nnooo nnn   nnooo nnn
dues-remittance-withdraw nnooo nnn   nnooo nnn
dues-year                nnooo nnn   ----- ---
dues-year-docx           nnooo nnn   ----- ---
dues-workbook            nnooo nnn   ----- ---
dues-bank                nnooo nnn   nnooo nnn
own                      ooooo nnn   ooooo nnn
booklet-answer           ----- ---   nonnn nnn
member-list              ooooo ooo   ooooo ooo
member-new               sssoo sss   sssoo sss
roster-import            sssoo sss   sssoo sss
roster-export            sssoo sss   sssoo sss
roster-print             osooo sss   osooo sss
roster-reconcile         sssoo sss   sssoo sss
roster-reconcile-workbook sssoo sss   ----- ---
post-new                 sssso sss   sssso sss
leave-new                osooo sss   osooo sss
post-end                 nnsso nnn   nnsso nnn
leave-end                nnooo nnn   nnooo nnn
flag-end                 nnsoo nnn   nnsoo nnn
span-withdraw            nnsso nnn   nnsso nnn
member-detail            nnooo nnn   nnooo nnn
member-reveal            ----- ---   nnsoo nnn
member-edit              nnsoo nnn   nnsoo nnn
member-change            nnsoo nnn   nnsoo nnn
account-give             nnsoo nnn   nnsoo nnn
member-archive           nnooo nnn   ----- ---
member-archive-print     nnooo nnn   ----- ---
member-archive-workbook  nnooo nnn   ----- ---
points-first             osooo sss   ----- ---
points                   osooo sss   ----- ---
points-reference         nnooo nnn   ----- ---
points-ledger            nnooo nnn   ----- ---
points-ledger-print      nnooo nnn   ----- ---
warnings                 osooo sss   ----- ---
warning-confirm          nnoss nnn   nnoss nnn
warning-detail           nnonn nnn   ----- ---
warning-tell             ----- ---   nnonn nnn
warning-answer           ----- ---   nnonn nnn
warning-decide           ----- ---   nnonn nnn
warning-lift             ----- ---   nnonn nnn
points-papers            osooo sss   ----- ---
points-paper-draft       nnooo nnn   nnoss nnn
points-paper             noooo nnn   ----- ---
points-paper-print       noooo nnn   ----- ---
points-paper-docx        noooo nnn   ----- ---
points-paper-correct     nnoss nnn   nnoss nnn
points-paper-void        nnoss nnn   nnoss nnn
bulletins                osooo sss   osooo sss
bulletin                 nnnno nnn   ----- ---
bulletin-template        sssso sss   sssso sss
bulletin-template-default sssso sss   ----- ---
bulletin-template-sample sssso sss   ----- ---
bulletin-template-restore ----- ---  sssso sss
monthly-check            sssoo sss   ----- ---
bulletin-docx            nnnno nnn   ----- ---
bulletin-scan            onooo nnn   ----- ---
bulletin-scan-upload     ----- ---   snsso nnn
bulletin-recount         ----- ---   nnnno nnn
finding-new              nnnno nnn   nnnno nnn
finding-change           nnnno nnn   nnnno nnn
finding-remove           ----- ---   nnnno nnn
bulletin-value           nnnno nnn   nnnno nnn
bulletin-value-remove    ----- ---   nnnno nnn
bulletin-reply           ----- ---   nnnno nnn
bulletin-figures         nnnoo nnn   nnnss nnn
bulletin-feedback        ----- ---   nnnno nnn
bulletin-redraft         ----- ---   nnnno nnn
bulletin-submit          ----- ---   nnnno nnn
bulletin-sign            ----- ---   nnnno nnn
bulletin-number          ----- ---   nnnno nnn
bulletin-publish         ----- ---   nnnno nnn
bulletin-archive         ----- ---   nnnno nnn
rulebook                 ooooo ooo   ooooo ooo
rulebook-coverage        ooooo ooo   ooooo ooo
rulebook-institution     ooooo ooo   ooooo ooo
"""


def expectations() -> dict[str, tuple[str, str]]:
    """Name of the address → letters of GET and of POST, one for each role."""
    rows = (line.split() for line in TABLE.strip().splitlines())
    return {name: (get + more, post + rest) for name, get, more, post, rest in rows}
