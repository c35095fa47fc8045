"""Answers that were paid for, by what was asked: the same email costs nothing twice.

Comes in: the question and all that shapes its answer. Goes out: the answer's data, or None. A file that cannot be read or written
is as if it were not there: keeping answers saves time, and nothing depends on it. Emails are not kept, only a hash of the question.
"""

import hashlib
import json
import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST = 2000  # answers; the oldest make way
_LOG = logging.getLogger("clarifier.model")


@dataclass(frozen=True)
class Kept:
    """A folder of answers, for its owner's eyes only."""

    folder: Path

    def get(self, asked: Sequence[Any]) -> Mapping[str, Any] | None:
        """The answer to this very question."""
        try:
            data = json.loads(self._path(asked).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return data if isinstance(data, dict) else None

    def put(self, asked: Sequence[Any], data: Mapping[str, Any]) -> None:
        """Keeps an answer, whole or not at all."""
        path = self._path(asked)
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            part.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
            part.chmod(0o600)
            part.replace(path)
            there = list(self.folder.glob("*.json"))
            if len(there) > MOST:
                for old in sorted(there, key=lambda each: each.stat().st_mtime)[: MOST // 10]:
                    old.unlink(missing_ok=True)
        except OSError as error:
            _LOG.info("an answer could not be kept: %s", error.strerror)

    def _path(self, asked: Sequence[Any]) -> Path:
        written = json.dumps(asked, ensure_ascii=True, sort_keys=True)
        return self.folder / f"{hashlib.sha256(written.encode()).hexdigest()}.json"
