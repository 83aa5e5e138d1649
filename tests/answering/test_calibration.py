"""The file of what was learned."""

from __future__ import annotations

import pytest

from assistant.answering.calibration import CALIBRATION_FILE, learned, read_calibration
from assistant.answering.support import NAMES


def test_the_file_that_comes_with_the_product_has_all_weights() -> None:
    calibration = learned()

    assert set(calibration.support) == set(NAMES)
    assert 0 < calibration.threshold < 1


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("covered = ", "uncovered = "), "weights for"),
        (("threshold = ", "threshold = 7"), "no probability"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(change: tuple[str, str], complaint: str) -> None:
    text = CALIBRATION_FILE.read_text(encoding="utf-8").replace(*change, 1)

    with pytest.raises(ValueError, match=complaint):
        read_calibration(text)
