"""Reading on a Dask cluster instead of worker processes of this machine: the same readings, byte for byte.

The workers open the files themselves, so that a path must mean the same file to them as here. A file whose worker dies
is given to another one, and is given up only when it has ended several.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pipeline import __version__
from pipeline.errors import PipelineError, UsageError
from pipeline.isolation import stopped
from pipeline.run import Settings, now, read_one
from pipeline.store import Reading
from pipeline.workers import Task, stopped_reading

if TYPE_CHECKING:
    from distributed import Client

_PER_THREAD = 4
"""Files handed out for each thread of the cluster, so that none waits for the next."""
_PATIENCE = 10  # seconds to reach the scheduler, and for a first worker to be there


def _version() -> str:
    return __version__


class Cluster:
    """An existing cluster; use as a context, which leaves it running."""

    def __init__(self, address: str, settings: Settings) -> None:
        """Connect to the scheduler.

        Args:
            address: of the scheduler, such as tcp://10.0.0.5:8786.
            settings: the user's choices, for every file.

        Raises:
            UsageError: if the extra is not installed, there is no cluster, or its workers have another version.
        """
        try:
            from distributed import Client
        except ImportError as error:
            raise UsageError(
                '--cluster を使うには distributed が必要です。pip install "shinchoku[cluster]" で入れてください。',
                '--cluster needs distributed: pip install "shinchoku[cluster]".',
            ) from error
        self._settings = settings
        try:
            self._client: Client = Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise UsageError(
                f"クラスター {address} に接続できません（{error}）。アドレスと、スケジューラーが動いているかを確かめてください。",
                f"There is no cluster at {address} ({error}). Check the address, and that its scheduler is running.",
            ) from error
        try:
            self._check(address)
        except PipelineError:
            self._client.close()
            raise

    def _check(self, address: str) -> None:
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
            versions = set(self._client.run(_version).values())
        except Exception as error:  # distributed raises whatever the workers did
            raise UsageError(
                f"クラスター {address} で読み取れません（{error}）。各ワーカーに shinchoku {__version__} を入れてください。",
                f"The cluster at {address} cannot read ({error}): install shinchoku {__version__} where its workers run.",
            ) from error
        if versions != {__version__}:
            found = ", ".join(sorted(versions))
            raise UsageError(
                f"クラスターの shinchoku の版（{found}）が、この機械の版（{__version__}）と異なります。揃えてください。",
                f"The cluster has shinchoku {found}, this machine {__version__}: install the same version on both.",
            )

    def __enter__(self) -> Cluster:
        """Return the cluster."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of it; files in hand are given back unread."""
        self._client.close()

    def read(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Reading]]:
        """Yield each file with its reading, as they are done; tasks are drawn as the cluster becomes free."""
        from distributed import as_completed

        waiting = iter(tasks)
        given: dict[str, Task] = {}
        done = as_completed([], loop=self._client.loop)
        done.update(self._give(itertools.islice(waiting, self._room()), given))
        for future in done:
            task = given.pop(future.key)
            yield task, self._result(future, task)
            done.update(self._give(itertools.islice(waiting, max(1, self._room() - len(given))), given))

    def _room(self) -> int:
        return max(1, sum(map(int, self._client.nthreads().values()))) * _PER_THREAD

    def _give(self, tasks: Iterable[Task], given: dict[str, Task]) -> list[Any]:
        futures = []
        for task in tasks:
            future = self._client.submit(read_one, task.path, task.name, self._settings, processed_at=now(), pure=False)
            given[future.key] = task
            futures.append(future)
        return futures

    @staticmethod
    def _result(future: Any, task: Task) -> Reading:
        try:
            reading = future.result()
        except Exception as error:  # a worker that died, or cannot unpickle: whatever it is, the others go on
            lost = stopped(
                task.name,
                "worker_died",
                f"クラスターで読み取れませんでした（{type(error).__name__}）。この機械で shinchoku run を実行して確かめてください。",
                f"it could not be read on the cluster ({type(error).__name__}). Try shinchoku run on this machine.",
            )
            return stopped_reading(task, lost, seconds=0.0)
        if not isinstance(reading, Reading):
            raise TypeError(type(reading))
        return reading
