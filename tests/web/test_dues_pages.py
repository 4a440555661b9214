"""The pages of dues, as a secretary and a member use them."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dengming.dues.models import Assessment, Payment, Relief, Remittance
from dengming.editions.queries import rules
from dengming.orgs.actions.people import change_status, leave, transfer
from dengming.orgs.homes import home_span
from dengming.orgs.spans import NewSpan, add, correct
from tests.cast import SYSTEM, Cast, build, set_clock
from tests.dues.collecting import assess, line, pay, relieve

DAY = "2020-09-09"


@pytest.fixture
def cast(db: None) -> Cast:
    return build()


_OF_A_SALARY = (("category", "salaried"), ("base", "4000"))


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.user[who])
    return client


def page(client: Client, address: str, **data: Any) -> str:
    """What is shown in the end: after a form was sent, of the page that it leads to."""
    found = client.post(address, data, follow=True) if data else client.get(address, follow=True)
    return found.content.decode()


class TestTheBranch:
    """Many at once."""

    def test_those_ticked_are_entered_with_the_sums_that_were_shown(self, cast: Cast) -> None:
        for name in ("bo", "ben"):
            assess(cast, name, "4000", (2020, 8))
        client = signed_in(cast, "ann")
        shown = page(client, "/dues/at/A/")
        assert 'value="BO:8000"' in shown
        assert "3 名党员2020年还没有核定" in shown
        said = page(client, "/dues/at/A/?month=2020-09", paid=["BO:8000"], paid_on=DAY, cover="arrears")
        assert "已登记 1 笔" in said
        assert (line(cast, "bo").paid, line(cast, "bo").back, line(cast, "ben").paid) == (4000, 0, 0)

    @pytest.mark.parametrize(("cover", "fen"), [("month", 4000), ("quarter", 8000), ("arrears", 12000)])
    def test_what_is_collected_at_once_is_chosen(self, cast: Cast, cover: str, fen: int) -> None:
        assess(cast, "bo", "4000", (2020, 6))
        if cover == "quarter":
            pay(cast, "bo", (2020, 7))
        if cover == "arrears":
            pay(cast, "bo", (2020, 7))
        assert f'value="BO:{fen}"' in page(signed_in(cast, "ann"), f"/dues/at/A/?cover={cover}")

    def test_a_month_past_its_day_is_called_the_same_on_both_pages(self, cast: Cast) -> None:
        assess(cast, "bo", "4000", (2020, 8))
        client = signed_in(cast, "ann")
        badge = "<span>欠交</span>"
        assert badge in page(client, "/dues/at/A/?month=2020-08&cover=month")
        assert badge not in page(client, "/dues/at/A/?month=2020-09&cover=month")
        card = page(client, "/dues/members/BO/")
        assert badge in card
        assert "逾期未完成" not in card

    def test_a_sum_that_has_changed_since_enters_nothing(self, cast: Cast) -> None:
        for name in ("bo", "ben"):
            assess(cast, name, "4000", (2020, 9))
        sums = ["BEN:4000", "BO:3999"]
        said = page(signed_in(cast, "ann"), "/dues/at/A/", paid=sums, paid_on=DAY, cover="month")
        assert "bo的应交数变了" in said
        transfer(SYSTEM, cast.person["bo"], to=cast.org["B"], on=date(2020, 9, 8))
        gone = page(signed_in(cast, "ann"), "/dues/at/A/", paid=["BEN:4000", "BO:4000"], paid_on=DAY, cover="month")
        assert "bo已不在甲支部的名单里：没有登记任何一笔" in gone
        for code in ("YI", "NOBODY"):
            assert "有人已不在" in page(signed_in(cast, "ann"), "/dues/at/A/", paid=[f"{code}:1"], paid_on=DAY)
        assert not Payment.objects.exists()

    def test_who_needs_a_reason_is_not_ticked_but_sent_to_the_own_page(self, cast: Cast) -> None:
        assess(cast, "bo", "4000")
        assess(cast, "ben", "4000", (2020, 8))
        shown = page(signed_in(cast, "ann"), "/dues/at/A/")
        assert 'value="BEN:8000"' in shown
        assert 'value="BO:' not in shown
        assert "/dues/members/BO/pay/" in shown
        assert 'value="BO:4000"' in page(signed_in(cast, "ann"), "/dues/at/A/?cover=month")

    def test_who_belongs_elsewhere_now_has_no_box_and_hinders_nobody(self, cast: Cast) -> None:
        for name in ("bo", "ben"):
            assess(cast, name, "4000", (2020, 8))
        transfer(SYSTEM, cast.person["bo"], to=cast.org["B"], on=date(2020, 9, 1))
        client, august = signed_in(cast, "ann"), "/dues/at/A/?month=2020-08&cover=month"
        shown = page(client, august)
        assert 'value="BEN:4000"' in shown
        assert 'value="BO:' not in shown
        assert "已转到乙支部，由那里收" in shown
        assert "/dues/members/BO/" not in shown
        assert "/dues/members/BO/" in page(signed_in(cast, "di"), august)
        said = {"paid_on": DAY, "cover": "month"}
        assert "bo已转到乙支部，由那里收：没有登记任何一笔" in page(
            client, august, paid=["BEN:4000", "BO:4000"], **said
        )
        assert "已登记 1 笔" in page(client, august, paid=["BEN:4000"], **said)
        assert 'value="BO:8000"' in page(signed_in(cast, "yi"), "/dues/at/B/")

    @pytest.mark.parametrize("cover", ["month", "arrears"])
    def test_a_year_that_has_not_come_offers_nothing(self, cast: Cast, cover: str) -> None:
        assess(cast, "bo", "4000", (2020, 8))
        assert 'name="paid"' not in page(signed_in(cast, "ann"), f"/dues/at/A/?month=2031-01&cover={cover}")

    def test_the_line_of_six_months_cites_its_articles(self, cast: Cast) -> None:
        assess(cast, "bo", "4000")
        said = page(signed_in(cast, "ann"), "/dues/at/A/")
        for words in (
            "连续 8 个月没有交纳登记",
            "《中国共产党章程》 第九条",
            "不合格党员组织处置办法",
            "不自动办理任何事",
        ):
            assert words in said

    def test_who_was_assessed_only_last_year_is_counted_and_owes_by_that(self, cast: Cast) -> None:
        assess(cast, "bo", "4000", (2019, 12))
        assess(cast, "ben", "4000", (2020, 8))
        client = signed_in(cast, "ann")
        shown = page(client, "/dues/at/A/?cover=month")
        assert "4 名党员2020年还没有核定（其中 1 名先按上一次核定的数交）" in shown
        assert 'value="BO:4000"' in shown
        assert shown.count("未核定") == 4
        assert "2020年还没有核定" in page(client, "/dues/members/BO/")
        assert "2020年还没有核定" not in page(client, "/dues/members/BEN/")


class TestAssessing:
    """One member, and the year."""

    def test_tried_it_shows_the_sum_and_saves_nothing(self, cast: Cast) -> None:
        said = {
            "category": "salaried",
            "item-post-wage": "3000",
            "item-income-tax": "100",
            "since": "2020-09",
            "on": DAY,
        }
        client = signed_in(cast, "ann")
        shown = page(client, "/dues/members/BO/assess/", **said, **{"try": "1"})
        assert "基数 2900.00 元" in shown
        assert "每月 14.50 元" in shown
        assert not Assessment.objects.exists()
        page(client, "/dues/members/BO/assess/", **said)
        assert (line(cast, "bo").owed, Assessment.objects.get().base) == (1450, "2900.00")

    def test_backwards_it_first_says_what_it_changes_and_shows_what_was_paid_too_much(self, cast: Cast) -> None:
        assess(cast, "bo", "4000", (2020, 7))
        pay(cast, "bo", (2020, 7), (2020, 8))
        said = {"category": "salaried", "base": "6000", "since": "2020-07", "on": DAY, "reason": "核错了"}
        client, form = signed_in(cast, "ann"), "/dues/members/BO/assess/"
        assert "仍这样核定" not in page(client, form)
        assert "将产生欠交 100.00 元，涉及 2 个月" in page(client, form, **said, **{"try": "1"})
        assert "将产生欠交 100.00 元，涉及 2 个月。核对无误的，勾选后再保存" in page(client, form, **said)
        assert Assessment.objects.count() == 1
        less = said | {"base": "3000"}
        assert "将产生多交 50.00 元，涉及 2 个月" in page(client, form, **less)
        card = page(client, form, **less, aware="on")
        assert "2020年多交 50.00 元" in card
        assert card.count("多交 25.00 元") == 2

    def test_what_no_tick_can_mend_is_said_first_also_of_a_trial(self, cast: Cast) -> None:
        assess(cast, "bo", "4000", (2020, 7))
        pay(cast, "bo", (2020, 7), (2020, 8))
        said = {"category": "salaried", "base": "6000", "since": "2018-07", "on": DAY}
        for more in ({}, {"try": "1"}):
            shown = page(signed_in(cast, "ann"), "/dues/members/BO/assess/", **said, **more)
            assert "太早或太晚" in shown
            assert "将产生" not in shown
        assess(cast, "ann", "4000", (2020, 7))
        own = page(signed_in(cast, "ann"), "/dues/members/ANN/assess/", **said | {"since": "2020-07"})
        assert "不能核定自己的党费" in own
        assert "勾选后再保存" not in own

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ({"base": "三千"}, "不是金额"),
            ({"base": "3000.001"}, "最多两位小数"),
            ({"base": "99999999"}, "</a>：“99999999”太大：最多 10,000,000 元"),
            ({"base": ""}, "请填写各项，或者直接填基数"),
            ({"base": "5", "item-post-wage": "3000"}, "不一致"),
            ({"category": "retired", "item-post-wage": "3000"}, "不按工资项目算"),
            ({"category": "farmer", "base": "7"}, "在这个范围里核定"),
            ({"since": "2020-13"}, "看不懂周期"),
        ],
    )
    def test_what_does_not_agree_is_said_beside_the_field(self, cast: Cast, said: dict[str, str], words: str) -> None:
        whole = {"category": "salaried", "base": "4000", "since": "2020-09", "on": DAY} | said
        assert words in page(signed_in(cast, "ann"), "/dues/members/BO/assess/", **whole)
        assert not Assessment.objects.exists()

    def test_the_branch_is_assessed_in_one_table(self, cast: Cast) -> None:
        assess(cast, "bo", "4000", (2019, 5))
        client = signed_in(cast, "ann")
        assert 'value="4000"' in page(client, "/dues/at/A/assess/")
        said = {"on": DAY, "category-BO": "salaried", "base-BO": "5000.01", "category-BEN": "without-income"}
        assert "已核定 2 名党员" in page(client, "/dues/at/A/assess/", **said)
        assert [line(cast, name).owed for name in ("bo", "ben", "pei")] == [7500, 20, None]
        assert "请填基数" in page(client, "/dues/at/A/assess/", on=DAY, **{"category-PEI": "salaried"})

    def test_who_is_suspended_is_not_listed_and_keeps_nobody_from_being_assessed(self, cast: Cast) -> None:
        for name in ("bo", "ben"):
            assess(cast, name, "4000", (2019, 5))
        change_status(SYSTEM, cast.person["bo"], status="suspended", on=date(2020, 9, 1))
        client = signed_in(cast, "ann")
        assert "category-BO" not in page(client, "/dues/at/A/assess/")
        said = {f"{field}-{code}": it for code in ("BO", "BEN") for field, it in _OF_A_SALARY}
        assert "已核定 1 名党员" in page(client, "/dues/at/A/assess/", on=DAY, **said)

    def test_the_year_before_can_be_made_up(self, cast: Cast) -> None:
        assess(cast, "bo", "4000", (2020, 1))
        client = signed_in(cast, "ann")
        assert "category-BO" not in page(client, "/dues/at/A/assess/?year=2020")
        said = {"on": DAY, "category-BO": "salaried", "base-BO": "3000"}
        assert "已核定 1 名党员2019年" in page(client, "/dues/at/A/assess/?year=2019", **said)
        assert [line(cast, "bo", at).owed for at in ((2019, 12), (2020, 1))] == [1500, 4000]

    def test_the_own_row_is_left_to_others(self, cast: Cast) -> None:
        for who, shown in (("ann", False), ("di", True)):
            table = page(signed_in(cast, who), "/dues/at/A/assess/")
            assert ("category-ANN" in table, "本人的党费由支部其他人或上级核定" in table) == (shown, not shown)
        ann, said = signed_in(cast, "ann"), {"category": "salaried", "base": "4000", "since": "2020-09", "on": DAY}
        assert "/dues/members/ANN/assess/" not in page(ann, "/dues/members/ANN/")
        assert "不能核定自己的党费" in page(ann, "/dues/members/ANN/assess/", **said)
        for name in ("bo", "ben", "bai", "pei"):
            assess(cast, name, "4000")
        assert "其他党员都核定过了，只差本人的：本人的党费由支部其他人或上级核定" in page(ann, "/dues/at/A/assess/")


class TestAMember:
    """Relief, one payment, the card."""

    def test_relief_is_entered_and_excuses(self, cast: Cast) -> None:
        assess(cast, "bo", "4000", (2020, 8))
        said = {
            "amount": "0",
            "since": "2020-08",
            "until": "2020-12",
            "studied_on": "2020-08-03",
            "paper": "机党〔2020〕9号",
        }
        client = signed_in(cast, "ann")
        pay(cast, "bo", (2020, 8))
        assert '<option value="机关党委" selected>' in page(client, "/dues/members/BO/relieve/")
        shown = page(client, "/dues/members/BO/relieve/", **said, approver="机关党委", approved_on="2020-08-10")
        assert "已登记bo的减免" in shown
        assert "2020年8月已经交过，多交 40.00 元。多交的，先撤回那几笔收据，按现在的应交数重新登记" in shown
        assert Relief.objects.get().fen == 0
        why = page(signed_in(cast, "bo"), "/standing/BO/pay-dues/2020-08/")
        assert "机党〔2020〕9号" in why

    def test_more_than_is_owed_is_only_taken_where_it_was_given_freely(self, cast: Cast) -> None:
        assess(cast, "bo", "4000", (2020, 9))
        client, months = signed_in(cast, "ann"), str(date(2020, 9, 1).toordinal())
        assert "是自愿多交的请勾选" in page(client, "/dues/members/BO/pay/", months=months, amount="1040", paid_on=DAY)
        said = page(client, "/dues/members/BO/pay/", months=months, amount="1040", paid_on=DAY, free="on")
        assert "自愿多交 1,000.00 元，全部上缴中央" in said

    def test_less_than_is_owed_is_only_taken_where_it_is_said_and_the_rest_stays_owed(self, cast: Cast) -> None:
        assess(cast, "bo", "4000", (2020, 8))
        client, months = signed_in(cast, "ann"), [str(date(2020, number, 1).toordinal()) for number in (8, 9)]
        said = {"months": months, "amount": "65.5", "paid_on": DAY}
        assert "只交了一部分的请勾选" in page(client, "/dues/members/BO/pay/", **said)
        assert "不是部分交纳" in page(client, "/dues/members/BO/pay/", **said | {"amount": "80", "part": "on"})
        assert "不够交到2020年9月" in page(client, "/dues/members/BO/pay/", **said | {"amount": "40", "part": "on"})
        card = page(client, "/dues/members/BO/pay/", **said, part="on")
        assert "65.50 元（2020年8—9月，其中2020年9月只交了一部分）" in card
        assert "未交足" in card
        shown = page(client, "/dues/at/A/")
        assert "未交足" in shown
        assert 'value="BO:1450"' in shown

    def test_ahead_of_the_month_it_is_told_and_by_the_quarter_within_it_is_not(self, cast: Cast) -> None:
        for name in ("bo", "ben"):
            assess(cast, name, "4000", (2020, 9))
        set_clock(date(2020, 10, 10))
        client, months = signed_in(cast, "ann"), str(date(2020, 11, 1).toordinal())
        said = {"months": months, "paid_on": "2020-10-09"}
        card = page(client, "/dues/members/BO/")
        assert "/dues/members/BO/quarterly/" in card
        assert "登记按季交纳" not in page(signed_in(cast, "bo"), "/dues/members/BO/")
        assert "2020年11月是预交" in page(client, "/dues/members/BO/pay/", **said)
        add(NewSpan(cast.person["ben"].pk, "dues-quarterly", date(2020, 7, 1)), entered=0)
        shown = page(client, "/dues/members/BEN/pay/", **said)
        assert "已登记ben交纳的党费" in shown
        assert "是预交" not in shown
        assert "登记按季交纳" not in shown

    def test_less_than_a_thousand_stays_here(self, cast: Cast) -> None:
        pay(cast, "bo", extra="999.99")
        said = page(signed_in(cast, "ann"), "/dues/members/BO/")
        assert "自愿多交 999.99 元" in said
        assert "全部上缴中央" not in said

    def test_who_is_no_member_any_more_owes_nothing_and_is_not_called_unassessed(self, cast: Cast) -> None:
        assess(cast, "bo", "4000", (2020, 9))
        pay(cast, "bo", (2020, 9))
        span = home_span(cast.person["bo"].pk)
        assert span is not None
        correct(span, until=date(2020, 9, 8))
        card = page(signed_in(cast, "ann"), "/dues/members/BO/")
        assert "现在不是在册党员，不再应交" in card
        assert "2020年9月末已不在册，已交的 40.00 元仍在下面的收据里" in card
        for act in ("pay", "assess", "relieve"):
            assert f"/dues/members/BO/{act}/" not in card
        assert "还没有核定。" not in card
        assert "还欠" not in card

    def test_who_has_left_still_owes_what_was_not_paid_and_the_year_is_one_step_away(self, cast: Cast) -> None:
        assess(cast, "bo", "4000", (2019, 11))
        leave(SYSTEM, cast.person["bo"], on=date(2020, 2, 10))
        card = page(signed_in(cast, "ann"), "/dues/members/BO/")
        assert "不再应交；还欠 2019年11—12月、2020年1月的 120.00 元" in card
        assert 'href="?year=2019"' in card
        assert 'href="?year=2020"' not in card
        assert "/dues/members/BO/pay/" in card

    def test_the_own_card_shows_the_base_and_offers_no_act(self, cast: Cast) -> None:
        assess(cast, "bo", "4321.50", (2020, 9))
        said = page(signed_in(cast, "bo"), "/dues/")
        assert "基数 4321.50 元" in said
        assert "按1%" in said
        assert "登记交纳" not in said
        assert "/dues/members/BO/" in page(signed_in(cast, "bo"), reverse("own"))

    def test_taken_back_it_shows_why(self, cast: Cast) -> None:
        assess(cast, "bo", "4000", (2020, 9))
        it = pay(cast, "bo", (2020, 9))
        client = signed_in(cast, "ann")
        back = f"/dues/payments/{it.uid}/withdraw/"
        assert "bo收据 2020—0001，40.00 元（2020年9月）" in page(client, back)
        page(client, back, reason="记到别人名下了")
        again = page(client, back)
        assert "已经撤回过了（记到别人名下了）" in again
        assert "撤回原因" not in again
        card = page(client, "/dues/members/BO/")
        assert "收据 2020—0001（作废）" in card
        assert "已撤回：记到别人名下了" in card
        assert "不能打印收据" in page(client, f"/dues/payments/{it.uid}.docx")


def test_who_has_gone_elsewhere_is_no_longer_on_the_list_but_the_receipts_are_on_the_years_page(cast: Cast) -> None:
    assess(cast, "bo", "4000", (2020, 8))
    it = pay(cast, "bo", (2020, 8))
    transfer(SYSTEM, cast.person["bo"], to=cast.org["B"], on=date(2020, 9, 9))
    client, back = signed_in(cast, "ann"), f"/dues/payments/{it.uid}/withdraw/"
    assert back in page(client, "/dues/at/A/years/2020/")
    card = page(signed_in(cast, "yi"), "/dues/members/BO/")
    assert "收据 2020—0001" in card
    assert str(it.uid) not in card
    assert back in page(signed_in(cast, "di"), "/dues/members/BO/")
    assert signed_in(cast, "yi").get(back).status_code == 404
    said = page(client, back, reason="登错")
    assert "已撤回交纳" in said
    assert back not in said


def test_a_list_of_the_bank_is_compared_then_taken_once(cast: Cast) -> None:
    assess(cast, "bo", "4000", (2020, 9))
    client = signed_in(cast, "ann")
    rows = "日期,姓名,金额\n2020-09-08,bo,40\n2020-09-08,yi,40\n2020-09-08,ben,1\n"

    def sent() -> str:
        return page(client, "/dues/at/A/bank/", file=SimpleUploadedFile("清单.csv", rows.encode()))

    shown = sent()
    for words in ("可入账", "对不上", "找不到人", "把可入账的 1 行入账"):
        assert words in shown
    assert not Payment.objects.exists()
    token = shown.split('name="token" value="')[1].split('"')[0]
    assert "又有了变化" in page(client, "/dues/at/A/bank/", apply="1", token="x")
    assert "已入账 1 行" in page(client, "/dues/at/A/bank/", apply="1", token=token)
    assert "没有待入账的清单" in page(client, "/dues/at/A/bank/", apply="1", token=token)
    assert "把可入账的" not in sent()
    assert Payment.objects.count() == 1
    assert "请选择银行清单" not in page(client, "/dues/at/A/bank/")


def test_what_went_up_is_entered_and_the_committees_share_only_proposes(cast: Cast) -> None:
    eve, ann = signed_in(cast, "eve"), signed_in(cast, "ann")
    page(eve, "/settings/dues/party-dues/", rounding="yuan-down", share="50", document="区直工委发〔2020〕8号")
    assert rules().parameters.dues["party-dues"].rounding == "yuan-down"
    assess(cast, "bo", "4321", (2020, 9))
    pay(cast, "bo", (2020, 9))
    assert "按比例 21.50 元" in page(ann, "/dues/at/A/remittances/")
    said = page(ann, "/dues/at/A/remittances/", quarter="2020-Q3", on=DAY, amount="30", paper="回单1")
    assert "交机关党委" in said
    it = Remittance.objects.get()
    assert it.fen == 3000
    assert "收到减上缴 13.00 元" in said
    more = page(ann, "/dues/at/A/remittances/", quarter="2020-Q3", on=DAY, amount="13.01")
    assert "连这一笔上缴 43.01 元，比收到的多。核对无误的，勾选后再保存" in more
    assert Remittance.objects.get() == it
    assert [year for year in (2018, 2019, 2020) if f"{year}年第四季度</option>" in said] == [2018, 2019]
    assert "不在可选的范围内" in page(ann, "/dues/at/A/remittances/", quarter="第三季度", on=DAY, amount="30")
    assert "甲支部，2020年第三季度：30.00 元" in page(signed_in(cast, "di"), "/dues/at/COMM/remittances/")
    assert "已撤回：重复" in page(ann, f"/dues/remittances/{it.uid}/withdraw/", reason="重复")


def test_the_committee_sees_every_branch_in_figures(cast: Cast) -> None:
    assess(cast, "bo", "4000", (2020, 8))
    assess(cast, "yi", "4000", (2020, 9))
    pay(cast, "bo", (2020, 9))
    relieve(cast, "bo", (2020, 8), (2020, 8))
    assess(cast, "ben", "4000", (2019, 12))
    said = page(signed_in(cast, "di"), "/dues/")
    assert said.index("甲支部") < said.index("乙支部")
    assert '<td data-label="未核定" class="num">4</td>' in said
    assert "80.00" in said
    assert "丙支部" not in said
    august = page(signed_in(cast, "di"), "/dues/?month=2020-08")
    for label, count in (("已交", 0), ("免交", 1), ("未交", 1)):
        assert f'<td data-label="{label}" class="num">{count}</td>' in august
    assert "2020年党费收缴情况" in page(signed_in(cast, "di"), "/dues/at/COMM/years/2020/")


def test_the_rulebook_tells_the_rates_the_items_and_what_examples_come_to(cast: Cast) -> None:
    said = page(signed_in(cast, "bo"), "/rulebook/party-dues/")
    for words in (
        "3000元及以下0.5%；3000元以上至5000元1%",
        "奖励性绩效工资",
        "每月40元",
        "限已核定党费的党员",
        "所在季度结束前",
    ):
        assert words in said
    assert "每月一般不超过1000元，自愿可以多交；补交" not in page(
        signed_in(cast, "bo"), "/rulebook/party-dues/?on=2016-12-31"
    )
