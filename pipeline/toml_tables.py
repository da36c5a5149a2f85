"""TOML as tables; of the texts that come with the program, what they say is kept: reading them takes as long as their use."""

from __future__ import annotations

import marshal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from extractors.kept import Kept

_KEPT = Kept[str, bytes](__file__, "tables", "1")


def text_of(path: Path, refused: Callable[[str, str], Exception]) -> str:
    """Return the text of a TOML file that the user wrote.

    Args:
        path: the file.
        refused: makes the error that is raised of what is wrong and what to do, in Japanese and English, without a full stop.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise refused(
            "ファイルがありません。パスと名前を確かめてください", "there is no such file; check its path and name"
        ) from error
    except OSError as error:
        if path.is_dir():
            raise refused(
                "フォルダーです。中の TOML ファイルを指定してください", "this is a folder; name the TOML file in it"
            ) from error
        why = error.strerror or type(error).__name__
        raise refused(
            f"開けません（{why}）。読む権限があるか、ほかのソフトが使用中でないか確かめてください",
            f"cannot be opened ({why}); check that you may read it and that no other program holds it",
        ) from error
    except UnicodeDecodeError as error:
        raise refused(
            "文字コードが UTF-8 ではありません。メモ帳などで開き、文字コードを UTF-8 にして保存し直してください",
            "this is not UTF-8; open it in an editor and save it again as UTF-8",
        ) from error


def read_toml(text: str) -> dict[str, Any]:
    """Return what a text says.

    Raises:
        ValueError: if it is no TOML.
    """
    import tomllib

    return tomllib.loads(text)


def read_own(text: str) -> dict[str, Any]:
    """Return what a text of the program says, which holds no dates; see `read_toml`."""
    table: dict[str, Any] = marshal.loads(_KEPT.take(text) or _KEPT.add(text, marshal.dumps(read_toml(text))))
    return table
