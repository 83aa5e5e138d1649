"""What a user gets, and after how long, for each way in which a chat model fails, with the product's own settings but for
those that a row names.

``python -m tests.models.fault_times`` asks one question over the ingested corpus for each row of the fault table and prints a table.
Seconds are those of the whole answer, retries and waits included.
"""

from __future__ import annotations

import time
from typing import Any

from assistant.answering.phrases import phrase
from assistant.bootstrap import open_advisory
from assistant.settings import Settings, read_settings
from tests.models.scripted import scripted_model
from tests.models.test_faults import QUESTION, ROWS


def main() -> None:
    """Run it."""
    print("| what fails | answered by | notice | requests | seconds |\n| --- | --- | --- | --- | --- |")
    for name, row in ROWS.items():
        with scripted_model() as model:
            model.script = row.script
            chosen: dict[str, Any] = {"chat_model": "openai:scripted", "chat_base_url": model.address, **row.settings}
            settings = Settings(**(read_settings().model_dump() | chosen))
            with open_advisory(settings) as advisory:
                advisory.assistant.search(QUESTION)  # what is loaded at the first question is no fault of the model's
                started = time.perf_counter()
                answer = advisory.assistant.answer(QUESTION)
                seconds = time.perf_counter() - started
            named = "".join(f", {key.upper()}={value}" for key, value in row.settings.items())
            told = phrase(row.notice, "en") in [notice.text for notice in answer.notices]
            print(
                f"| {name}{named} | {answer.model} | {row.notice if told else 'NONE'} | {len(model.asked)} | {seconds:.2f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
