"""A run as JUnit XML, which CI systems show."""

from __future__ import annotations

from xml.etree import ElementTree

from evals.reports.junit import as_junit
from tests.evals.reports.made import HOSTILE, hostile, make_run, mixed


def test_junit_has_a_case_for_each_sample_with_failures_and_errors() -> None:
    run, _, samples = mixed()
    root = ElementTree.fromstring(as_junit(run, samples))
    suite = root[0]
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("7", "4", "1")
    cases = {case.get("name"): case for case in suite.iter("testcase")}
    assert cases.keys() == samples.keys()
    assert len(cases["dev-sample-1"]) == len(cases["dev-sample-2"]) == 0
    failure = cases["dev-sample-3"].find("failure")
    assert failure is not None
    assert failure.get("type") == "facts"
    assert failure.get("message") == "facts: missing: EUR 500,000"
    assert "expected facts: 20%; EUR 500,000" in (failure.text or "")
    assert "The region pays 20%. [1]" in (failure.text or "")
    error = cases["dev-sample-7"].find("error")
    assert error is not None
    assert "ZeroDivisionError" in (error.get("message") or "")


def test_junit_holds_hostile_words_and_no_character_that_xml_forbids() -> None:
    run, _, samples = hostile()
    written = as_junit(run, samples)
    root = ElementTree.fromstring(written.encode())
    assert root.findall(".//script") == []
    failure = root.find(".//failure")
    assert failure is not None
    assert HOSTILE in (failure.text or "")


def test_junit_of_no_samples_is_an_empty_suite() -> None:
    run, _, samples = make_run()
    assert ElementTree.fromstring(as_junit(run, samples))[0].get("tests") == "0"
