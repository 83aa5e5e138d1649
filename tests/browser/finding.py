"""Which browser the tests use."""

from __future__ import annotations

import os
import shutil

import pytest
from playwright.sync_api import Browser, Error, Playwright

NAMES = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Read when this module is imported: the settings of whoever runs the tests are taken away before the first test.
WANTED = os.environ.get("GOGLOBAL_TEST_BROWSER")


def launch(playwright: Playwright) -> Browser:
    """The browser named by GOGLOBAL_TEST_BROWSER, else one of this machine, else Playwright's own.

    Without any the test is skipped; where CI is set it fails, since there nobody reads why something was skipped.
    """
    program = WANTED or next(filter(None, map(shutil.which, NAMES)), None)
    try:
        return playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
    except Error as error:
        reason = (
            f"no browser: {str(error).splitlines()[0]}. Install Chromium, name one with GOGLOBAL_TEST_BROWSER, "
            "or run `playwright install chromium`."
        )
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
