"""A cross-encoder in this process: a model that reads two texts together, by sentence-transformers."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import SettingsError

BATCH = 32


class CrossEncoding:
    """A model from a folder, or by its name on the hub, loaded when it is first needed.

    Loading torch takes seconds, and commands that ask no question should not wait for it.
    """

    def __init__(self, model: str, *, setting: str, extra: str, example: str) -> None:
        """``setting`` is what named it, with its value; ``extra`` the one of this package that brings what it needs.

        Raises:
            SettingsError: its package is not installed, or there is no such folder.
        """
        if find_spec("sentence_transformers") is None:
            raise SettingsError(
                [
                    f"{setting}, and its package is not installed; "
                    f"install it with: pip install 'going-global[{extra}]', or: pip install 'sentence-transformers>=5'"
                ]
            )
        if not model or (_is_a_path(model) and not Path(model).expanduser().is_dir()):
            raise SettingsError([f"{setting}; expected a folder that is there, or a model's name such as {example}"])
        self.name = model
        self._loaded: Any = None
        # Tokenizers refuse two users at a time ("Already borrowed"), and torch takes all cores for one anyway.
        self._lock = threading.Lock()

    def logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """What the model says of each pair: shape (pairs,) for a model of one score, else (pairs, labels).

        Raises whatever hub, disk, weights, memory or a text that the model cannot take make of it.
        """
        import torch

        with self._lock:
            # Models differ in whether sigmoid or softmax is theirs; asking for logits makes them alike.
            found: NDArray[np.float32] = self._model().predict(
                list(pairs), batch_size=BATCH, activation_fn=torch.nn.Identity(), show_progress_bar=False
            )
        return found

    def labels(self) -> list[str]:
        """Names of its scores, in order."""
        with self._lock:
            names: dict[int, str] = self._model().config.id2label
        return [names[place] for place in sorted(names)]

    def close(self) -> None:
        """Let go of the weights."""
        self._loaded = None

    def _model(self) -> Any:
        from sentence_transformers import CrossEncoder

        if self._loaded is None:
            folder = Path(self.name).expanduser()
            self._loaded = CrossEncoder(str(folder) if folder.is_dir() else self.name)
        return self._loaded


def _is_a_path(model: str) -> bool:
    return model.startswith((".", "/", "~")) or Path(model).is_absolute()
