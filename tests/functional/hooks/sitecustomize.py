"""Makes reading files of certain names go wrong, in processes that are started with this folder on their path.

It stands in for what no file of ours provokes for certain: a reader that hangs, eats memory or dies.
"""

from __future__ import annotations

import importlib.abc
import importlib.util
import os
import sys
import time


class _Hook(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name != "pipeline.ingest":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        execute = spec.loader.exec_module

        def exec_module(module):
            execute(module)
            read = module.read

            def go_wrong(path, name, **more):
                if "slow" in name:
                    time.sleep(0.2)
                if "hang" in name:
                    time.sleep(1000)
                if "bomb" in name:
                    held = []
                    while True:
                        held.append(bytearray(20_000_000))
                        time.sleep(0.01)
                if "fault" in name:
                    raise ValueError("nobody foresaw this")
                if "die" in name:
                    os._exit(7)
                for what, job in (("aide-stuck", (time.sleep, 1000)), ("aide-gone", (os._exit, 7))):
                    if what in name:
                        from pipeline.isolation import aid

                        more["share"] = lambda *_, job=job: aid(*job)
                return read(path, name, **more)

            module.read = go_wrong

        spec.loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, _Hook())
