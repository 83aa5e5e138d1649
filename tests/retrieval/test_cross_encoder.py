"""A cross-encoder in this process: a real, tiny BERT of random weights that each test run makes itself."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from assistant.bootstrap import open_advisory
from assistant.errors import RerankerFailed, SettingsError
from assistant.retrieval.rerankers.cross_encoder import CrossEncoderReranker
from tests.conftest import make_settings
from tests.fakes import FakeEmbedder, make, put

INSTALLED = importlib.util.find_spec("sentence_transformers") is not None
with_extra = pytest.mark.skipif(
    not INSTALLED, reason="the extra 'rerank' is not installed: pip install 'sentence-transformers>=5'"
)
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "levy", "tide", "pear", "grant", "关", "税", "补", "贴"]
TEXTS = ["levy tide", "pear grant", "关税 补贴"]


@pytest.fixture(scope="module")
def make_model(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Saves a model that gives so many scores a pair, and returns its folder."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    def save(labels: int, *, broken: bool = False) -> Path:
        folder = tmp_path_factory.mktemp("model")
        (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
        BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=32).save_pretrained(folder)
        torch.manual_seed(7)
        config = BertConfig(
            vocab_size=len(WORDS),
            hidden_size=16,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=32,
            max_position_embeddings=32,
            num_labels=labels,
            initializer_range=1.0,  # so that scores differ without training
        )
        model = BertForSequenceClassification(config)
        if broken:
            torch.nn.init.constant_(model.classifier.bias, float("nan"))
        model.save_pretrained(folder)
        return folder

    return save


@with_extra
def test_folder_gives_one_score_for_each_text_and_the_same_ones_again(make_model: Any) -> None:
    reranker = CrossEncoderReranker(str(make_model(1)))
    scores = reranker.score("tide", TEXTS)
    assert len(scores) == 3
    assert all(0 < score < 1 for score in scores)
    assert len({round(score, 2) for score in scores}) == 3
    assert reranker.score("tide", TEXTS[::-1]) == pytest.approx(scores[::-1], abs=1e-5)
    assert reranker.score("tide", []) == []


@with_extra
def test_scores_are_the_sigmoid_of_the_models_logits(make_model: Any) -> None:
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    folder = make_model(1)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSequenceClassification.from_pretrained(folder).eval()
    with torch.no_grad():
        encoded = tokenizer(["tide"] * 3, TEXTS, padding=True, truncation=True, return_tensors="pt")
        expected = torch.sigmoid(model(**encoded).logits[:, 0]).tolist()
    assert CrossEncoderReranker(str(folder)).score("tide", TEXTS) == pytest.approx(expected, abs=1e-5)


@with_extra
def test_text_beyond_what_the_model_reads_is_cut(make_model: Any) -> None:
    assert len(CrossEncoderReranker(str(make_model(1))).score("tide " * 100, ["levy " * 5000, ""])) == 2


@with_extra
def test_model_with_several_scores_is_no_reranker(make_model: Any) -> None:
    with pytest.raises(RerankerFailed, match="one score for each pair"):
        CrossEncoderReranker(str(make_model(3))).score("tide", TEXTS)


@with_extra
def test_scores_that_are_no_numbers_are_a_failure(make_model: Any) -> None:
    with pytest.raises(RerankerFailed, match="no numbers"):
        CrossEncoderReranker(str(make_model(1, broken=True))).score("tide", TEXTS)


@with_extra
def test_folder_without_a_model_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(RerankerFailed, match="failed"):
        CrossEncoderReranker(str(tmp_path)).score("tide", TEXTS)


@with_extra
def test_folder_that_is_not_there_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="expected a folder that is there"):
        CrossEncoderReranker(str(tmp_path / "nowhere"))


@with_extra
def test_setting_brings_it_into_retrieval(make_model: Any, make_data_dir: Any) -> None:
    settings = make_settings(make_data_dir("data"), reranker=f"sentence-transformers:{make_model(1)}")
    with open_advisory(settings, embedder=FakeEmbedder()) as advisory:
        for name in ("levy", "tide", "pear"):
            put(advisory.catalogue.documents, make(name, f"The {name} is due in spring."))
        advisory.follower.catch_up()
        hits = advisory.assistant.search("When is the tide due?")
    assert len(hits) == 3
    assert all(0 < dict(hit.why)["reranker"] < 1 for hit in hits)


@pytest.mark.skipif(INSTALLED, reason="the extra 'rerank' is installed here, so it cannot be missing")
def test_missing_package_is_named_with_the_line_that_installs_it() -> None:
    with pytest.raises(SettingsError, match=r"pip install 'going-global\[rerank\]'"):
        CrossEncoderReranker("BAAI/bge-reranker-v2-m3")
