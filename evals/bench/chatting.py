"""Users who chat with a server at the same time, and how long each answer took."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx


@dataclass
class Answers:
    """What users got between two moments."""

    milliseconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


class Users:
    """A number of users, each asking again a pause after the last answer, until they are told to stop."""

    def __init__(self, address: str, questions: Sequence[str], *, count: int, pause: float, seed: int) -> None:
        self._address = address
        self._questions = questions
        self._pause = pause
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._answers = Answers()
        self._threads = [
            threading.Thread(target=self._chat, args=(f"{seed}/{number}",), daemon=True) for number in range(count)
        ]

    def start(self) -> None:
        """Begin to ask."""
        for thread in self._threads:
            thread.start()

    def taken(self) -> Answers:
        """The answers since the last call."""
        with self._lock:
            taken, self._answers = self._answers, Answers()
        return taken

    def stop(self) -> None:
        """Ask no more; answers that are under way are waited for."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _chat(self, seed: str) -> None:
        chance = random.Random(seed)  # noqa: S311 - no secret
        with httpx.Client(base_url=self._address, timeout=120, trust_env=False) as client:
            self._stop.wait(chance.uniform(0, self._pause))
            while not self._stop.is_set():
                self._ask(client, chance.choice(self._questions))
                self._stop.wait(chance.uniform(0.5, 1.5) * self._pause)

    def _ask(self, client: httpx.Client, question: str) -> None:
        started = time.perf_counter()
        problem = ""
        try:
            answer = client.post("/v1/chat", json={"question": question})
            if not answer.is_success or not answer.json().get("outcome"):
                problem = f"HTTP {answer.status_code}: {answer.text[:200]}"
        except (httpx.HTTPError, ValueError) as error:
            problem = repr(error)
        took = (time.perf_counter() - started) * 1000
        with self._lock:
            if problem:
                self._answers.failures.append(problem)
            else:
                self._answers.milliseconds.append(took)
