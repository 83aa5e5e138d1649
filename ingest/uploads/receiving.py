"""An upload as it arrives: a multipart form, parsed piece by piece, whose files go straight to disk."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from errno import EDQUOT, ENOSPC
from typing import Any

from multipart import MultipartError, MultipartSegment, ParserLimitReached, PushMultipartParser, parse_options_header

from assistant.errors import DataFolderError, InvalidUpload, UploadNotTaken, UploadTooLarge
from ingest.archives import LARGEST
from ingest.metadata import Flags, check_front_matter, flags_values
from ingest.paths import ARCHIVES
from ingest.uploads.keeping import Arrived, Arriving, UploadFolder
from ingest.uploads.names import check_kind, cleaned

MOST_FILES = 200
"""Files of one upload."""
MOST_FIELDS = 100
LONGEST_FIELD = 10_000
"""Bytes of the value of a field."""
FILE_FIELDS = frozenset({"file", "files"})
LISTS = frozenset({"jurisdiction", "topics"})
"""Fields that may come several times."""
OF_ONE_FILE = ("id", "title")
"""Fields that say something of one document alone."""
REQUEST = "request"


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file of an upload."""

    name: str
    arrived: Arrived


@dataclass(frozen=True, slots=True)
class Received:
    """An upload that has arrived whole, and whose fields hold."""

    files: tuple[ReceivedFile, ...]
    flags: Flags
    request: str | None

    @property
    def flag_values(self) -> dict[str, Any]:
        """The flags as a job keeps them."""
        return flags_values(self.flags)

    @property
    def hash(self) -> str:
        """Hex digest by which the same upload is known when it comes again."""
        written = json.dumps([[file.name, file.arrived.file] for file in self.files] + [list(self.flags.manifest)])
        return hashlib.sha256(written.encode()).hexdigest()


class Receiver:
    """Takes the body of a request piece by piece. Call :meth:`discard` when it is not brought to its end."""

    def __init__(self, content_type: str, folder: UploadFolder, *, largest: int) -> None:
        """``largest``: most bytes of the whole body.

        Raises:
            UploadNotTaken: the body is no multipart form.
        """
        kind, options = parse_options_header(content_type)
        if kind != "multipart/form-data" or not options.get("boundary"):
            raise UploadNotTaken(
                "Send the files as multipart/form-data, each in a field named `files`: `curl -F files=@act.pdf …`."
            )
        self._parser = _parser(options["boundary"])
        self._folder = folder
        self._largest = largest
        self._size = 0
        self._fields: list[tuple[str, str]] = []
        self._files: list[ReceivedFile] = []
        self._segment: MultipartSegment | None = None
        self._name = ""
        self._arriving: Arriving | None = None
        self._value = bytearray()

    def feed(self, content: bytes) -> None:
        """Take the next piece of the body.

        Raises:
            UploadTooLarge: it, or a file in it, has become too large.
            UploadNotTaken: a file is of a kind that no reader reads.
            InvalidUpload: it is not a form as it should be.
            DataFolderError: the disk is full.
        """
        self._size += len(content)
        if self._size > self._largest:
            raise too_large(self._largest)
        try:
            for event in self._parser.parse(content):
                if isinstance(event, MultipartSegment):
                    self._begin(event)
                elif event is None:
                    self._end()
                else:
                    self._add(bytes(event))
        except ParserLimitReached as error:
            raise UploadTooLarge(f"The form has too many or too long parts ({error}). Send fewer at a time.") from error
        except MultipartError as error:
            raise _broken(error) from error
        except OSError as error:
            full = error.errno in {ENOSPC, EDQUOT}
            advice = "Free some space there and upload again." if full else "Make it writable."
            raise DataFolderError(f"The upload cannot be kept: {error.strerror}. {advice}") from error

    def finish(self) -> Received:
        """What has arrived, checked. The bytes wait to be given their place, or to be discarded.

        Raises:
            InvalidUpload: names every problem of the fields.
        """
        try:
            self._parser.close()
        except MultipartError as error:
            raise _broken(error) from error
        stated, request, problems = read_fields(self._fields)
        problems += self._problems_of_files(stated)
        if problems:
            raise InvalidUpload(problems)
        return Received(tuple(self._files), Flags(manifest=tuple(sorted(stated.items()))), request)

    def place(self) -> None:
        """Give the bytes their place. The caller holds the folder's lock until it has noted what they are for."""
        for file in self._files:
            self._folder.keep(file.arrived)
        self._files = []

    def discard(self) -> None:
        """Leave nothing of what has arrived and has not got its place."""
        if self._arriving is not None:
            self._arriving.discard()
            self._arriving = None
        for file in self._files:
            file.arrived.path.unlink(missing_ok=True)

    def _begin(self, segment: MultipartSegment) -> None:
        self._segment = segment
        self._value.clear()
        if segment.filename is None:
            if len(self._fields) >= MOST_FIELDS:
                raise UploadTooLarge(f"The form has more than {MOST_FIELDS} fields.")
            return
        if segment.filename == "":  # a form's empty file field, as browsers send it
            return
        if segment.name not in FILE_FIELDS:
            raise InvalidUpload([f"{segment.name!r}: files belong into fields named `files`"])
        if len(self._files) >= MOST_FILES:
            raise UploadTooLarge(f"An upload may have {MOST_FILES} files at most; send the others in another one.")
        self._name = cleaned(segment.filename)
        check_kind(self._name)
        self._arriving = self._folder.arriving()

    def _add(self, content: bytes) -> None:
        if self._arriving is not None:
            self._arriving.write(content)
            if self._arriving.size > LARGEST:
                raise UploadTooLarge(
                    f"{self._name}: larger than {LARGEST // 1024**2} MB. Split it into several documents."
                )
            return
        self._value += content
        if len(self._value) > LONGEST_FIELD:
            name = self._segment.name if self._segment else ""
            raise InvalidUpload([f"{name}: longer than {LONGEST_FIELD:,} bytes"])

    def _end(self) -> None:
        segment, self._segment = self._segment, None
        if self._arriving is not None:
            self._files.append(ReceivedFile(self._name, self._arriving.finish()))
            self._arriving = None
        elif segment is not None and segment.filename is None:
            try:
                value = self._value.decode().replace("\0", "").strip()
            except UnicodeDecodeError as error:
                raise InvalidUpload([f"{segment.name}: is not UTF-8"]) from error
            self._fields.append((str(segment.name), value))
        elif self._value:
            raise InvalidUpload(["a file came without a name; give it one with its suffix, such as act.pdf"])

    def _problems_of_files(self, stated: dict[str, str | tuple[str, ...]]) -> list[str]:
        if not self._files:
            return ["no file came; send each in a field named `files`"]
        names = [file.name for file in self._files]
        twice = sorted({name for name in names if names.count(name) > 1})
        problems = [f"{name!r} came twice; one name is one document" for name in twice]
        of_one = [key for key in OF_ONE_FILE if key in stated]
        if of_one and (len(names) > 1 or names[0].lower().endswith(tuple(ARCHIVES))):
            problems.append(f"{' and '.join(of_one)} can be given for one document at a time only")
        return problems


def read_fields(fields: Sequence[tuple[str, str]]) -> tuple[dict[str, str | tuple[str, ...]], str | None, list[str]]:
    """What the fields of a form state of the files, the request's id, and all problems; empty fields say nothing."""
    single: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    problems = []
    for name, value in fields:
        if name in FILE_FIELDS:
            problems.append(f"{name}: came without a file name, as a text; send it as a file")
        elif not value:
            continue
        elif name in LISTS:
            lists[name] = (*lists.get(name, ()), value)
        elif name in single:
            problems.append(f"{name}: came twice")
        else:
            single[name] = value
    request = single.pop(REQUEST, None)
    if request is not None and not _is_request(request):
        problems.append(f"{REQUEST}: 16 to 64 letters, digits, _ and -; make a random one for each upload")
    head: dict[str, object] = {**single, **{name: list(values) for name, values in lists.items()}}
    problems += [problem.replace(" in the front matter", "") for problem in check_front_matter(head)]
    return {**single, **lists}, request, problems


def _is_request(text: str) -> bool:
    return 16 <= len(text) <= 64 and all(c.isascii() and (c.isalnum() or c in "_-") for c in text)


def too_large(largest: int) -> UploadTooLarge:
    """An upload with more bytes than it may have."""
    return UploadTooLarge(
        f"An upload may have {largest // 1024**2} MB (GOGLOBAL_UPLOAD_LIMIT). Send fewer or smaller files at a time."
    )


def _parser(boundary: str) -> PushMultipartParser:
    try:
        return PushMultipartParser(boundary, max_segment_count=MOST_FILES + MOST_FIELDS)
    except MultipartError as error:
        raise _broken(error) from error


def _broken(error: MultipartError) -> InvalidUpload:
    return InvalidUpload([f"the form cannot be read: {error}. Names of files and fields must be UTF-8"])
