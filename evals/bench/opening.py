"""As a program: opens a data folder once, so that what is built only once is there."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from assistant.bootstrap import open_advisory
from assistant.settings import read_settings

if __name__ == "__main__":
    with open_advisory(read_settings(data_dir=Path(json.loads(sys.argv[1])["data_dir"]))) as advisory:
        advisory.embedder.embed_question("warm")
        print(json.dumps({"passages": advisory.words.count()}))
