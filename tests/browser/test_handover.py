"""Passing a conversation on from the chat page: the offer, the form by keyboard and by ear, and taking it back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator

from assistant.catalogue.enquiries import Enquiries
from assistant.errors import UnknownEnquiry
from tests.api.serving import Serving
from tests.browser.conftest import Theme, Visiting
from tests.browser.test_accessibility import violations

SLOVAKIA = "What investment aid does Slovakia give to a battery plant?"


def opened(turn: Locator, offer: str) -> Locator:
    """The form behind the offer of an answer."""
    turn.get_by_role("button", name=offer).click()
    form = turn.get_by_role("form")
    form.wait_for()
    return form


def field(form: Locator, label: str) -> Locator:
    """The text field with a label."""
    return form.get_by_role("textbox", name=label)


def test_a_conversation_is_passed_on_with_consent_and_taken_back(visit: Visiting, server: Serving) -> None:
    stored: Enquiries = server.advisory.catalogue.enquiries
    known = {enquiry.id for enquiry in stored.all()}
    window = visit(locale="zh-CN")
    turn = window.ask("转人工")
    form = opened(turn, "转交给工作人员")
    assert field(form, "姓名").evaluate("field => field.getRootNode().activeElement === field")
    field(form, "姓名").fill("李敏")
    field(form, "联系").fill("wx: limin-2026")
    field(form, "补充").fill("想问匈牙利建厂")
    form.get_by_role("checkbox").check()
    form.get_by_role("button", name="转交").click()
    turn.get_by_role("status").wait_for()

    (enquiry,) = (enquiry for enquiry in stored.all() if enquiry.id not in known)
    assert enquiry.contact is not None
    assert (enquiry.contact.name, enquiry.contact.contact) == ("李敏", "wx: limin-2026")
    assert enquiry.contact.message == "想问匈牙利建厂"
    assert (enquiry.turns, enquiry.language) == (1, "zh")
    assert "90天" in enquiry.consent

    turn.get_by_role("button", name="撤回").click()
    turn.get_by_text("已撤回").wait_for()
    with pytest.raises(UnknownEnquiry):
        stored.get(enquiry.id)


def test_without_consent_or_contact_nothing_is_sent_and_the_first_lacking_field_has_the_focus(
    visit: Visiting, server: Serving
) -> None:
    before = server.advisory.catalogue.enquiries.count()
    turn = visit().ask(SLOVAKIA)
    form = opened(turn, "Pass this on")
    form.get_by_role("button", name="Pass on").click()
    contact = field(form, "reach you")

    assert "how we can reach you" in form.get_by_role("alert").inner_text()
    assert "consent" in form.get_by_role("alert").inner_text()
    assert contact.get_attribute("aria-invalid") == "true"
    assert contact.evaluate("field => field.getRootNode().activeElement === field")
    contact.fill("li.min@example.com")
    form.get_by_role("button", name="Pass on").press("Enter")
    assert form.get_by_role("checkbox").get_attribute("aria-invalid") == "true"
    assert server.advisory.catalogue.enquiries.count() == before


def test_what_was_typed_outlives_a_change_of_language_and_the_consent_changes_with_it(visit: Visiting) -> None:
    window = visit()
    form = opened(window.ask("I want to talk to a person"), "Pass this on")
    field(form, "reach you").fill("li.min@example.com")
    assert "90 days" in form.inner_text()
    window.page.get_by_role("button", name="中文").click()

    form = window.turns.first.get_by_role("form")
    form.wait_for()
    assert field(form, "联系").input_value() == "li.min@example.com"
    assert "90天" in form.inner_text()
    form.get_by_role("button", name="取消").click()
    assert window.turns.first.get_by_role("form").count() == 0


def test_an_answer_that_answers_offers_nobody(visit: Visiting) -> None:
    turn = visit().ask("What is the maximum subsidy of the Catalonia CAPEX incentive?")

    assert turn.get_by_role("button", name="Pass this on").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_form_and_its_errors_are_accessible(visit: Visiting, theme: Theme) -> None:
    window = visit(theme=theme, width=380)
    form = opened(window.ask(SLOVAKIA), "Pass this on")
    form.get_by_role("button", name="Pass on").click()

    assert violations(window.page) == []
