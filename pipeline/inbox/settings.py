"""The settings of an inbox: a TOML file whose keys are the options of the command, and folders that go together."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.toml_tables import text_of

_TITLES = {
    "inbox": ("受付フォルダー", "the inbox"),
    "output": ("出力フォルダー", "the output folder"),
    "done": ("済みのフォルダー", "the folder of what is done"),
    "failed": ("失敗のフォルダー", "the folder of what failed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """The four folders, absolute, none inside another."""

    inbox: Path
    output: Path
    done: Path
    failed: Path


def arrange(inbox: Path, output: Path, done: Path | None = None, failed: Path | None = None) -> Folders:
    """Return the folders of an inbox.

    Args:
        inbox: where files are dropped.
        output: the folder of the datasets.
        done: where files go that were read; `done` beside the inbox if left out.
        failed: where files go that could not be read; `failed` beside the inbox if left out.

    Raises:
        UsageError: if one lies inside another, or a file is in the place of one.
    """
    inbox = _absolute(inbox)
    folders = Folders(
        inbox=inbox,
        output=_absolute(output),
        done=_absolute(done or inbox.parent / "done"),
        failed=_absolute(failed or inbox.parent / "failed"),
    )
    named = [(name, getattr(folders, name)) for name in _TITLES]
    for name, path in named:
        if path.exists() and not path.is_dir():
            ja, en = _TITLES[name]
            raise UsageError(
                f"{ja} {path} はフォルダーではありません。--{name} の指定を確かめてください。",
                f"{path}, given as {en}, is not a folder: check --{name}.",
            )
    for (one, first), (other, second) in combinations(named, 2):
        if _is_inside(first, second):
            raise _entangled(one, first, other, second)
        if _is_inside(second, first):
            raise _entangled(other, second, one, first)
    return folders


def _absolute(path: Path) -> Path:
    """Follow the links of a path; a share that is away leaves it as it is written."""
    try:
        return path.resolve()
    except OSError:
        return path.absolute()


def _is_inside(inner: Path, outer: Path) -> bool:
    return any(_is_same(folder, outer) for folder in (inner, *inner.parents))


def _is_same(one: Path, other: Path) -> bool:
    if os.path.normcase(one) == os.path.normcase(other):
        return True
    try:
        return one.samefile(other)  # another spelling of one folder: capitals, a drive letter of a share
    except OSError:
        return False


def _entangled(inner: str, inner_path: Path, outer: str, outer_path: Path) -> UsageError:
    ja, en = (f"{a}" for a in _TITLES[inner])
    outer_ja, outer_en = _TITLES[outer]
    return UsageError(
        f"{ja}（{inner_path}）が{outer_ja}（{outer_path}）の中にあるか、同じ場所です。"
        "このままでは書き出したものをまた受け付けてしまい、受け付けたものと見分けられません。"
        f"--{inner} か --{outer} に、互いの外にある別のフォルダーを指定してください。",
        f"{en[0].upper()}{en[1:]} ({inner_path}) is {outer_en} ({outer_path}), or lies inside it. What is written would be "
        f"taken in again, or could not be told from what was handed in: give --{inner} or --{outer} a folder outside "
        "of the other.",
    )


def load(path: Path, keys: Collection[str], folders: Collection[str]) -> dict[str, Any]:
    """Read a settings file.

    Args:
        path: TOML, in UTF-8.
        keys: the keys that it may hold, with `_` between words.
        folders: those of them that are folders; a relative one is relative to the file.

    Returns:
        The values by key.

    Raises:
        UsageError: if it cannot be read, is no TOML, or has a key or a value that is none.
    """
    text = text_of(
        path,
        lambda ja, en: UsageError(
            f"設定ファイル {path}（--settings）: {ja}。", f"The settings file {path} (--settings): {en}."
        ),
    )
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(
            f"設定ファイル {path} の書き方が正しくありません（{error}）。Windows のパスは 'D:\\受付' のように、"
            "二重引用符ではなく一重引用符で囲んでください。",
            f"The settings file {path} is no TOML ({error}). Write the paths of Windows in single quotes: 'D:\\inbox'.",
        ) from error
    for key, value in values.items():
        _check(path, key, value, keys)
    for key in set(folders) & set(values):
        values[key] = str(path.absolute().parent / str(values[key]))
    return values


def _check(path: Path, key: str, value: object, keys: Collection[str]) -> None:
    if key not in keys:
        near = difflib.get_close_matches(key, sorted(keys), 1, cutoff=0.0)
        raise UsageError(
            f"設定ファイル {path} に「{key}」という項目はありません。「{near[0]}」ではありませんか。"
            f"使える項目: {', '.join(sorted(keys))}",
            f"The settings file {path} has a key {key!r} that does not exist. Did you mean {near[0]!r}? "
            f"Keys: {', '.join(sorted(keys))}",
        )
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value == "":
        raise UsageError(
            f"設定ファイル {path} の「{key}」には、文字列か数を1つ書いてください。",
            f"The settings file {path}: {key!r} takes one string or number.",
        )


def mount_points(folders: Folders) -> Iterator[Path]:
    """Yield the places at which the file systems of the folders hang, the root left out."""
    for folder in {folders.inbox, folders.done, folders.failed}:
        hanging = next((place for place in (folder, *folder.parents) if os.path.ismount(place)), None)
        if hanging is not None and hanging != Path(hanging.anchor):
            yield hanging
