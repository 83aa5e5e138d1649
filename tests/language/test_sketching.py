"""Sketches: how well they tell how alike two texts are, in both languages."""

from __future__ import annotations

import random

import pytest

from assistant.language.sketching import _shingles, sketch_of
from assistant.sketch import BANDS, PLACES, Sketch, similarity

ENGLISH = "the grant of this act covers part of the eligible cost for each new plant that makes cells packs or cars in a region"
中文 = "本办法所称补贴是指对在本地区新建电池整车零部件工厂的企业按合格费用的一定比例给予的资金支持须经主管部门批准"


def text_of(words: list[str], *, length: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    return [chance.choice(words) for _ in range(length)]


def share(one: str, other: str) -> float:
    sets = [set((_shingles(text.split()) if " " in text else _shingles(list(text))).tolist()) for text in (one, other)]  # type: ignore[union-attr]
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


@pytest.mark.parametrize(("words", "joint"), [(ENGLISH.split(), " "), (list(中文), "")])
@pytest.mark.parametrize("changed", [0.0, 0.01, 0.03, 0.1])
def test_a_sketch_tells_the_share_of_common_shingles(words: list[str], joint: str, changed: float) -> None:
    errors = []
    for seed in range(20):
        old = text_of(words, length=800, seed=seed)
        chance = random.Random(seed)
        new = [chance.choice(words) if chance.random() < changed else word for word in old]
        one, other = joint.join(old), joint.join(new)
        errors.append(similarity(sketch_of(one), sketch_of(other)) - share(one, other))
    assert abs(sum(errors) / len(errors)) < 0.03
    assert max(map(abs, errors)) < 0.2


def test_form_and_layout_do_not_count() -> None:
    text = f"{ENGLISH}. {ENGLISH}."
    assert similarity(sketch_of(text), sketch_of(text.upper().replace(" ", "\n"))) == 1.0
    traditional = "對在本地區新建電池整車零部件工廠的企業按合格費用的一定比例給予的資金支持須經主管部門批准"
    simplified = "对在本地区新建电池整车零部件工厂的企业按合格费用的一定比例给予的资金支持须经主管部门批准"
    assert similarity(sketch_of(traditional), sketch_of(simplified)) == 1.0


def test_alike_texts_share_bands_and_others_do_not() -> None:
    old = text_of(ENGLISH.split(), length=800, seed=1)
    edited = " ".join([*old[:400], "another", *old[402:]])
    other = " ".join(text_of([f"word{number}" for number in range(200)], length=800, seed=2))
    one, near, far = (set(sketch_of(text).bands()) for text in (" ".join(old), edited, other))
    assert len(one) == BANDS
    assert one & near
    assert not one & far


@pytest.mark.parametrize("text", ["", "   ", "Too short to say.", "第一条 本办法"])
def test_very_short_texts_are_like_nothing(text: str) -> None:
    sketch = sketch_of(text)
    assert (sketch.signature, sketch.bands()) == (b"", [])
    assert similarity(sketch, sketch) == 0.0


def test_sketches_of_another_state_are_not_compared() -> None:
    sketch = sketch_of(ENGLISH)
    assert len(sketch.signature) == 4 * PLACES
    assert similarity(sketch, Sketch(sketch.signature, sketch.made_by + 1)) == 0.0


def test_sketches_stay_the_same_over_releases() -> None:
    """They are kept in catalogues: who changes this must raise STATE."""
    assert sketch_of(ENGLISH).signature[:8].hex() == "57dbed0e011e200a"
