"""The Universal Sentence Encoder's computation as an ONNX graph, with its weights as the 8-bit integers that they are.

The architecture is that of Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval", ACL 2020
(demos), in its fast form: three convolutions of two layers each over 2, 3 and 5 tokens, their sum over the tokens, and
a small network. Its weights were quantised once, so products of integers lose nothing of them and cost a quarter of the
time. What flows between the layers is quantised row by row, each token by a scale of its own: results agree with those
in 32-bit numbers to a cosine of 0.9999, and a text's vector does not depend on the texts beside it.

What a token alone decides (its projection and its share in the first layer) is computed once for each different token.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

Array = NDArray[Any]

WIDTH = 256
"""Channels of each convolution."""
ORDERS = ((2, 0), (3, 1), (5, 2))
"""Tokens that each convolution reads, and how many of them stand before the one in question."""
WIDTHS = (512, *[WIDTH] * len(ORDERS))
"""Features of a token: its embedding, and what each convolution makes of it and its neighbours."""
REACH = 2
"""Tokens that a layer reads at most to either side: so many empty rows stand between texts and at both ends."""
MOST = 127
"""Greatest absolute value of a quantised number."""
MIDDLE = 128
"""What stands for zero in unsigned bytes."""
OPSET, IR_VERSION = 17, 9
"""Versions of ONNX that any runtime of the last years reads."""
INPUTS: Mapping[str, tuple[int, Sequence[str | int]]] = {
    "table": (TensorProto.UINT8, ["v", 512]),
    "scale": (TensorProto.FLOAT, ["v", 1]),
    "low": (TensorProto.FLOAT, ["v", 1]),
    "real": (TensorProto.FLOAT, ["v", 1]),
    "tokens": (TensorProto.INT64, ["n"]),
    "mask": (TensorProto.FLOAT, ["n", 1]),
    "sums": (TensorProto.FLOAT, ["s", "n"]),
    "root": (TensorProto.FLOAT, ["s", 1]),
}
"""Kind and shape of each; :func:`encoder_graph` says what they are."""
MICROSOFT = "com.microsoft"
"""Operators of ONNX Runtime's own."""


def encoder_graph(weights: Mapping[str, Array], *, signed: bool = True) -> ModelProto:
    """The model of these weights, named as in the package that carries them.

    Inputs, for ``v`` different tokens, ``n`` rows (tokens of all texts with :data:`REACH` empty rows around each text)
    and ``s`` texts: ``table`` (v, 512) bytes of the tokens' embeddings, ``scale`` and ``low`` (v, 1) what the bytes mean,
    ``real`` (v, 1) 0 for the empty token, ``tokens`` (n,) which of the v each row is, ``mask`` (n, 1) 0 for empty rows,
    ``sums`` (s, n) the weight of each row in each text, ``root`` (s, 1) the square root of its length. Output: the
    texts' vectors (s, 512).

    Args:
        signed: whether weights are signed bytes. Processors of x86 without VNNI overflow when they multiply these with
            unsigned ones, and need unsigned weights, at half the speed.
    """
    return _Graph(weights, signed=signed).model()


class _Graph:
    """Nodes and constants of a graph in the making; operators return the name of what they make."""

    def __init__(self, weights: Mapping[str, Array], *, signed: bool) -> None:
        self._weights = weights
        self._signed = signed
        self._nodes: list[NodeProto] = []
        self._constants: dict[str, Array] = {}

    def model(self) -> ModelProto:
        self._name_constants()
        words = self._embedded()
        projected = self._projected()
        features = [self._op("Gather", words, "tokens", axis=0)]
        for branch, (order, before) in enumerate(ORDERS):
            start, end = (self._integers(place * WIDTH) for place in (branch, branch + 1))
            own = self._op("Slice", projected, start, end, "second")
            features.append(self._convolved(order, before, own))
        vectors = self._finished(self._normed_sums(features))
        graph = helper.make_graph(
            self._nodes,
            "sentence-encoder",
            [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in INPUTS.items()],
            [helper.make_tensor_value_info(vectors, TensorProto.FLOAT, ["s", 512])],
            [numpy_helper.from_array(np.ascontiguousarray(array), name) for name, array in self._constants.items()],
        )
        versions = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=IR_VERSION)

    def _name_constants(self) -> None:
        self._constants |= {
            "first": np.array([0], np.int64),
            "second": np.array([1], np.int64),
            "one": np.array(1, np.float32),
            "nothing": np.array(0, np.uint8),
            "middle": np.array(MIDDLE, np.uint8),
            "middles": np.array([MIDDLE], np.uint8),
            "least": np.array([1e-12], np.float32),
            "step": np.array(1 / MOST, np.float32),
            "around": np.array([REACH, 0, REACH, 0], np.int64),
        }

    def _embedded(self) -> str:
        """The embeddings of the different tokens, shape (v, 512)."""
        numbers = self._op("Cast", "table", to=TensorProto.FLOAT)
        return self._op("Add", self._op("Mul", numbers, "scale"), "low")

    def _projected(self) -> str:
        """What goes into the convolutions, of the different tokens, shape (v, 768): exact, for embeddings are bytes."""
        parts = [_quantised(self._weights[f"proj{order}"]) for order, _ in ORDERS]
        whole = np.concatenate([numbers for numbers, _ in parts], axis=1)
        steps = np.concatenate([np.full(WIDTH, step, np.float32) for _, step in parts])
        # scale * (bytes @ weights) + low * (column sums of the weights)
        product = self._product("table", whole, self._constant(steps), zero="nothing")
        sums = (whole.astype(np.float64).sum(axis=0) * steps).astype(np.float32)[None]
        lifted = self._op("MatMul", "low", self._constant(sums))
        summed = self._op("Add", self._op("Mul", product, "scale"), lifted)
        biased = self._op("Add", summed, self._joined("proj_b"))
        return self._normed(biased, self._joined("ln_g"), self._joined("ln_b"))

    def _convolved(self, order: int, before: int, own: str) -> str:
        """Two layers over ``order`` tokens each, shape (n, 256)."""
        offsets = [place - before + REACH for place in range(order)]
        rows = self._op("Shape", "mask", end=1)
        ends = [self._op("Sub", rows, self._integers(2 * REACH - offset)) for offset in offsets]
        windows = [(self._integers(offset), end, "first") for offset, end in zip(offsets, ends, strict=True)]
        # The first layer is computed of the different tokens, and then laid out as they stand in the texts.
        at = [self._op("Slice", "tokens", *window) for window in windows]
        parts = self._parts(own, "real", f"w1_{order}")
        laid = [self._op("Gather", part, place, axis=0) for part, place in zip(parts, at, strict=True)]
        inner = self._joined_parts(laid, f"b1_{order}", self._op("Gather", own, "tokens", axis=0))
        parts = self._parts(inner, "mask", f"w2_{order}")
        moved = [self._op("Slice", part, *window) for part, window in zip(parts, windows, strict=True)]
        return self._joined_parts(moved, f"b2_{order}", inner)

    def _parts(self, rows: str, mask: str, name: str) -> list[str]:
        """For each place of a window what rows that stand there bring in; nothing, where the mask is 0."""
        numbers, step = _quantised(self._weights[name])
        greatest = self._op("ReduceMax", self._op("Abs", rows), axes=[1], keepdims=0)
        scale = self._op("Mul", self._op("Max", greatest, "least"), "step")
        zero = self._op("Expand", "middles", self._op("Shape", mask, end=1))
        quantised = self._op("QuantizeLinear", rows, scale, zero, axis=0)
        scaled = self._op("Mul", self._op("Unsqueeze", scale, "second"), mask)
        constant = self._constant(np.array(step, np.float32))
        return [
            self._op("Mul", self._product(quantised, part, constant, zero="middle"), scaled)
            for part in np.split(numbers, len(numbers) // WIDTH)
        ]

    def _joined_parts(self, parts: Sequence[str], bias: str, rows: str) -> str:
        """The parts of a layer together, over the rows that it began with."""
        summed = self._op("Relu", self._op("Sum", *parts, self._weight(bias)))
        return self._op("Add", self._op("Pad", summed, "around"), rows)

    def _normed_sums(self, features: Sequence[str]) -> str:
        """Features of tokens, normalised as one row each and summed over the texts, shape (s, 1280).

        A row is normalised by taking off its mean and dividing by its deviation. Both are one number a row, so they can
        go into the sums, and no row need be written anew.
        """
        width = sum(WIDTHS)
        ones = [self._constant(np.full((wide, 1), 1 / width, np.float32)) for wide in WIDTHS]
        mean = self._op("Sum", *(self._op("MatMul", part, one) for part, one in zip(features, ones, strict=True)))
        squares = [
            self._op("MatMul", self._op("Mul", part, part), one) for part, one in zip(features, ones, strict=True)
        ]
        variance = self._op("Sub", self._op("Sum", *squares), self._op("Mul", mean, mean))
        deviation = self._op("Sqrt", self._op("Add", self._op("Relu", variance), self._epsilon()))
        shares = self._op("Div", "sums", self._op("Transpose", deviation))
        summed = self._op("Concat", *(self._op("MatMul", shares, part) for part in features), axis=1)
        centred = self._op("Sub", summed, self._op("MatMul", shares, mean))
        scaled = self._op("Mul", centred, self._weight("ln_g"))
        weights = self._op("ReduceSum", "sums", "second", keepdims=1)
        return self._op("Add", scaled, self._op("Mul", weights, self._weight("ln_b")))

    def _finished(self, features: str) -> str:
        """From summed features to vectors of texts."""
        summed = self._op("MatMul", features, self._weight("cnn_W"))
        bias = self._constant(np.asarray(self._weights["cnn_b"])[None])
        mean = self._op("Add", summed, self._op("MatMul", "root", bias))
        first = self._op("Relu", self._op("MatMul", mean, self._weight("d0")))
        second = self._op("Relu", self._sum_of("p1", mean, "d1", first))
        third = self._op("Relu", self._op("MatMul", second, self._weight("d2")))
        return self._op("LpNormalization", self._op("Tanh", self._sum_of("p3", second, "d3", third)), axis=1, p=2)

    def _sum_of(self, one: str, rows: str, other: str, others: str) -> str:
        products = (self._op("MatMul", rows, self._weight(one)), self._op("MatMul", others, self._weight(other)))
        return self._op("Add", *products)

    def _normed(self, rows: str, gain: str, bias: str) -> str:
        """Rows less their means over their deviations. ONNX Runtime's own operator for it takes four times as long."""
        centred = self._op("Sub", rows, self._op("ReduceMean", rows, axes=[-1]))
        variance = self._op("ReduceMean", self._op("Mul", centred, centred), axes=[-1])
        deviation = self._op("Sqrt", self._op("Add", variance, self._epsilon()))
        scaled = self._op("Mul", self._op("Div", centred, deviation), gain)
        return self._op("Add", scaled, bias)

    def _epsilon(self) -> str:
        return self._constant(np.array(self._weights["eps"], np.float32))

    def _product(self, rows: str, weights: NDArray[np.int8], steps: str, *, zero: str) -> str:
        """Bytes times quantised weights, as numbers."""
        if self._signed:
            return self._op("MatMulIntegerToFloat", rows, self._constant(weights), "one", steps, zero, domain=MICROSOFT)
        lifted = self._constant((weights.astype(np.int16) + MIDDLE).astype(np.uint8))
        return self._op("MatMulIntegerToFloat", rows, lifted, "one", steps, zero, "middle", domain=MICROSOFT)

    def _joined(self, name: str) -> str:
        return self._constant(np.concatenate([self._weights[f"{name}{order}"] for order, _ in ORDERS]))

    def _weight(self, name: str) -> str:
        self._constants[name] = self._weights[name]
        return name

    def _integers(self, *values: int) -> str:
        return self._constant(np.array(values, np.int64))

    def _constant(self, array: Array) -> str:
        name = f"constant-{len(self._constants)}"
        self._constants[name] = array
        return name

    def _op(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        name = f"{kind}-{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [name], domain=domain, **attributes))
        return name


def _quantised(weights: Array) -> tuple[NDArray[np.int8], float]:
    """The integers and the step that weights were made of.

    Raises:
        ValueError: they are of no such grid.
    """
    step = float(np.abs(weights).max()) / MOST
    numbers = np.rint(weights / step)
    if np.abs(numbers * step - weights).max() > step / 100:
        raise ValueError("The encoder's weights are no 8-bit integers; another version of its package is needed.")
    return numbers.astype(np.int8), step
