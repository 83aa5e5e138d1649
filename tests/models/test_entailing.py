"""A model of natural language inference as judge: a real, tiny BERT whose last layer is set so that one label wins."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from assistant.answering.writing.entailing import EntailmentJudge
from assistant.bootstrap import Advisory
from assistant.errors import SettingsError
from tests.models.asking import written_by
from tests.models.scripted import ScriptedModel, says
from tests.models.test_faults import QUESTION
from tests.models.test_judging import LOOSE

INSTALLED = importlib.util.find_spec("sentence_transformers") is not None
with_extra = pytest.mark.skipif(
    not INSTALLED, reason="the extra 'nli' is not installed: pip install 'sentence-transformers>=5'"
)
THREE = ("contradiction", "entailment", "neutral")


@pytest.fixture(scope="module")
def make_model(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Saves a model that always says the same label, and returns its folder."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    def save(*labels: str, says: str) -> Path:
        folder = tmp_path_factory.mktemp("model")
        (folder / "vocab.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\ngrant\n补", encoding="utf-8")
        BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=64).save_pretrained(folder)
        config = BertConfig(
            vocab_size=7,
            hidden_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=16,
            max_position_embeddings=64,
            id2label=dict(enumerate(labels)),
            label2id={label: place for place, label in enumerate(labels)},
        )
        model = BertForSequenceClassification(config)
        with torch.no_grad():
            model.classifier.weight.zero_()
            model.classifier.bias.copy_(torch.tensor([4.0 * (label == says) for label in labels]))
        model.save_pretrained(folder)
        return folder

    return save


@with_extra
@pytest.mark.parametrize(
    "labels", [THREE, ("entailment", "not_entailment"), ("NEUTRAL", "ENTAILMENT", "CONTRADICTION")]
)
def test_statement_follows_when_the_model_says_entailment(labels: tuple[str, ...], make_model: Any) -> None:
    entails = next(label for label in labels if label.lower() == "entailment")
    assert EntailmentJudge(str(make_model(*labels, says=entails))).follows("补贴", ["grant"]) is True
    other = next(label for label in labels if label != entails)
    assert EntailmentJudge(str(make_model(*labels, says=other))).follows("补贴", ["grant"]) is False


@with_extra
def test_model_without_such_a_label_has_no_opinion(make_model: Any, caplog: pytest.LogCaptureFixture) -> None:
    judge = EntailmentJudge(str(make_model("good", "bad", says="good")))
    assert judge.follows("补贴", ["grant"]) is None
    assert judge.follows("补贴", ["grant"]) is None
    assert len([record for record in caplog.records if "is asked no more" in record.message]) == 1


@with_extra
@pytest.mark.parametrize("verdict", ["entailment", "neutral"])
def test_setting_lets_it_decide_where_only_the_wording_is_open(
    verdict: str, make_model: Any, model: ScriptedModel, corpus_advisory: Advisory
) -> None:
    model.script = says(f"{LOOSE} [1]")
    folder = make_model(*THREE, says=verdict)
    answer = written_by(model, corpus_advisory, chat_judge=f"nli:{folder}").answer(QUESTION)
    assert (LOOSE in answer.text) is (verdict == "entailment")


@with_extra
def test_folder_that_is_not_there_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"GOGLOBAL_CHAT_JUDGE.*expected a folder that is there"):
        EntailmentJudge(str(tmp_path / "nowhere"))


@pytest.mark.skipif(INSTALLED, reason="the extra 'nli' is installed here, so it cannot be missing")
def test_missing_package_is_named_with_the_line_that_installs_it() -> None:
    with pytest.raises(SettingsError, match=r"pip install 'going-global\[nli\]'"):
        EntailmentJudge("some/model")
