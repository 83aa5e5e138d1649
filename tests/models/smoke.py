"""The smoke suite with its gates, answered by a scripted model that quotes its evidence sensibly.

``python -m tests.models.smoke`` starts the server and runs ``goglobal eval run --suite smoke --gate --model …`` against it over the
ingested corpus, with further options passed on. It shows that the way through a chat model loses nothing that the way without one has.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from assistant.answering.checking.wording import said, weights_of
from assistant.language.crossing import Crossing
from assistant.language.dictionary import Dictionary
from assistant.settings import read_settings
from tests.models.scripted import Asked, Reply, Script, scripted_model

MOST = 16
"""Lines of the evidence that it quotes."""
PIECE = 12
"""Characters of a piece of its stream."""


def quoting_script(crossing: Crossing) -> Script:
    """A model that repeats the lines of its evidence that say most of the question, in order, each with its number."""

    def script(asked: Asked) -> Reply:
        if asked.system.startswith("Rewrite"):
            return Reply()  # it knows nothing of conversations: the rules for follow-ups have to do
        if not asked.evidence:
            return Reply(("NO_ANSWER",))
        question = re.findall(r"<<<DATA-\w+\n(.*?)\nDATA-\w+>>>", asked.text, re.DOTALL)[-1]
        lines = [
            (number, line) for number, text in asked.evidence.items() for line in text.splitlines() if line.strip()
        ]
        terms = crossing.terms(question)
        near = [f"{asked.evidence[number]}" for number, _ in lines]
        weights = weights_of(terms)
        own = said(terms, [line for _, line in lines]) @ weights + 0.4 * (said(terms, near) @ weights)
        figures = [0.1 * bool(re.search(r"\d", line)) for _, line in lines]
        best = sorted(range(len(lines)), key=lambda place: -(own[place] + figures[place]))[:MOST]
        text = "\n".join(_line(*lines[place]) for place in sorted(best))
        return Reply([text[start : start + PIECE] for start in range(0, len(text), PIECE)])

    return script


def _line(number: int, line: str) -> str:
    return f"| {line} | [{number}] |" if " | " in line else f"- {line} [{number}]"


def main() -> int:
    """Run it; the exit code is the suite's."""
    settings = read_settings()
    crossing = Crossing(Dictionary(settings.data_dir / "cache"))
    with scripted_model() as model:
        model.script = quoting_script(crossing)
        command = [str(Path(sys.executable).with_name("goglobal")), "eval", "run", "--suite", "smoke", "--gate"]
        environment = {**os.environ, "GOGLOBAL_CHAT_BASE_URL": model.address, "GOGLOBAL_CHAT_REPAIRS": "0"}
        done = subprocess.run([*command, "--model", "openai:scripted", *sys.argv[1:]], env=environment, check=False)
        print(f"the model was asked {len(model.asked)} times")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
