"""Runs programs and says what each run took, as the kernel counted it."""

import os
import resource
import statistics
import subprocess
import time
from dataclasses import dataclass

TODAY = "2026-10-15"
ENVIRONMENT = {**os.environ, "CAPALINT_TODAY": TODAY}


@dataclass
class Run:
    wall: float  # seconds
    user: float
    system: float
    peak: float  # bytes
    code: int

    @property
    def cpu(self):
        return self.user + self.system


def run(command, cwd):
    """One run; its output goes nowhere."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(wall, used.ru_utime, used.ru_stime, used.ru_maxrss * 1024, process.returncode)


def reading(folder, kind):
    """What opening and reading all files of a kind takes the system, and nothing else: the least for any program."""
    paths = [os.path.join(where, name) for where, _, names in os.walk(folder) for name in names if name.endswith(kind)]
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    for path in paths:
        file = os.open(path, os.O_RDONLY)
        os.read(file, 1 << 16)
        os.close(file)
    after = resource.getrusage(resource.RUSAGE_SELF)
    return Run(time.perf_counter() - start, after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime, 0, 0)


def interleaved(programs, rounds):
    """The runs of each of the programs, functions that give a `Run`: one of each in every round, each time begun with another
    one, so that what else the machine does meets all of them alike. A first round does not count."""
    names = list(programs)
    runs = {name: [] for name in names}
    for number in range(rounds + 1):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            result = programs[name]()
            if number > 0:
                runs[name].append(result)
    return runs


def median(runs, what):
    return statistics.median(getattr(each, what) for each in runs)


def machine():
    """The processor, its cores, the memory and the kernel, in one line."""
    def first(path, key):
        with open(path, encoding="utf-8") as file:
            return next((line.split(":")[1].strip() for line in file if line.startswith(key)), "unknown")

    memory = int(first("/proc/meminfo", "MemTotal").split()[0]) / (1 << 20)
    system = os.uname()
    return (f"{first('/proc/cpuinfo', 'model name')}, {len(os.sched_getaffinity(0))} cores, {memory:.0f} GiB, "
            f"{system.sysname} {system.release} {system.machine}")


def load():
    return os.getloadavg()[0]
