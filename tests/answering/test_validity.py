"""Who asks whether something holds is told since when and until when, by the dates that are filed with the document."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answering.validity import in_force_notices
from assistant.domain import Kind, Metadata

TODAY = date(2026, 11, 1)


def filed(since: str | None, until: str | None = None) -> Metadata:
    return Metadata(title="Duty", kind=Kind.POLICY, valid_from=since, valid_until=until)


def test_both_dates_are_told() -> None:
    (notice,) = in_force_notices(filed("2024-10-30", "2029-10-30"), on=TODAY, language="zh")

    assert notice.text == "按文件登记的日期：《Duty》自2024-10-30起适用，有效期至2029-10-30。"


def test_without_an_end_that_is_told() -> None:
    (notice,) = in_force_notices(filed("2026-01-01"), on=TODAY, language="en")

    assert notice.text == "By the dates filed with it, “Duty” applies since 2026-01-01; no end is filed."


@pytest.mark.parametrize(("since", "until"), [(None, None), ("2027-01-01", None), ("2024-01-01", "2025-12-31")])
def test_what_is_not_known_or_does_not_hold_is_not_told(since: str | None, until: str | None) -> None:
    assert in_force_notices(filed(since, until), on=TODAY, language="en") == []
