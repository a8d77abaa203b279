"""Measure batches: speed, cost a document, memory as the batch grows, and the pace kept towards hosts.

    python benchmarks/batch/measure.py FOLDER --documents 10000 [--engines local:1,local:2,ray:1,ray:2]
        [--claims] [--rate]

FOLDER gets invented drafts (drafts.py) and an archive of what they cite, declared complete; all runs are
offline. Processor time and memory are those of all processes of a run together, looked at twice a second; the
peak "at 10 %" is the highest until a tenth of the output was written. A node of Ray has one processor.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from drafts import archive_rows, drafts, pieces

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
NODE = "127.0.0.2"
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path)
    options.add_argument("--documents", type=int, default=10_000)
    options.add_argument("--headlines", type=int, default=20_000)
    options.add_argument("--engines", default="local:1,local:2")
    options.add_argument("--claims", action="store_true", help="judge claims too (the stories have no text)")
    options.add_argument("--rate", action="store_true", help="measure the pace of a cluster instead")
    options.add_argument("--nodes", type=int, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.nodes:
        on_ray(given)
    elif given.rate:
        rate()
    else:
        prepare(given)
        for engine in given.engines.split(","):
            measure(given, *engine.split(":"))


def prepare(given: argparse.Namespace) -> None:
    given.folder.mkdir(parents=True, exist_ok=True)
    some = pieces(given.headlines)
    with (given.folder / "headlines.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(archive_rows(some))
    import json

    with (given.folder / "drafts.jsonl").open("w", encoding="utf-8") as file:
        for name, text in drafts(given.documents, some):
            file.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")
    for old in given.folder.glob("archive.sqlite3*"):
        old.unlink()
    citecheck = Path(sys.executable).with_name("citecheck")
    imported = [citecheck, "archive", "import", given.folder / "headlines.jsonl", "--complete"]
    subprocess.run(
        [*imported, "--archive", given.folder / "archive.sqlite3"], check=True, stdout=subprocess.DEVNULL
    )


@dataclass(slots=True)
class Seen:
    """What was seen of a run's processes."""

    ticks: dict[int, int] = field(default_factory=dict)
    """Processor time of each, as last seen."""
    memory: list[tuple[int, int]] = field(default_factory=list)
    """Bytes of output, and MB of all processes, at each look."""


def measure(given: argparse.Namespace, engine: str, count: str) -> None:
    output = given.folder / f"{engine}-{count}.jsonl"
    common = ["--output", output, "--offline", "--restart", "--archive", given.folder / "archive.sqlite3"]
    common += [] if given.claims else ["--no-claims"]
    if engine == "local":
        citecheck = Path(sys.executable).with_name("citecheck")
        command = [citecheck, "batch", given.folder / "drafts.jsonl", *common, "--processes", count]
    else:
        command = [sys.executable, __file__, given.folder, "--nodes", count]
        command += ["--claims"] if given.claims else []
    load = os.getloadavg()[0]
    begin = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], stderr=subprocess.PIPE, text=True)
    seen = watch(process, output)
    wall = time.perf_counter() - begin
    said = process.stderr.read().strip().splitlines() if process.stderr else []
    if process.returncode:
        sys.exit("\n".join(said))
    size = output.stat().st_size
    tenth = [mb for written, mb in seen.memory if written <= size / 10]
    cpu = sum(seen.ticks.values()) / TICKS
    clauses = (
        f"{engine}:{count}",
        f"{given.documents:,} documents",
        f"{wall:.0f} s",
        f"{given.documents / wall:.0f} documents/s",
        f"processor {1000 * cpu / given.documents:.2f} ms a document "
        f"({1000 * seen.ticks.get(process.pid, 0) / TICKS / given.documents:.2f} of it in the driver)",
        f"memory {max(tenth)} MB at 10 %, {max(mb for _, mb in seen.memory)} MB at 100 %",
        f"output {size / given.documents:,.0f} bytes a document",
        f"manifest {output.with_name(output.name + '.manifest.sqlite3').stat().st_size / 1e6:.0f} MB",
        f"load {load:.0f} before, {os.getloadavg()[0]:.0f} after",
    )
    print(", ".join(clauses), flush=True)
    print(f"    {said[-1] if said else ''}", flush=True)


def watch(process: subprocess.Popen[str], output: Path) -> Seen:
    seen = Seen()
    while process.poll() is None:
        memory = 0
        for pid in family(process.pid):
            try:
                parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                memory += own_memory(pid)
            except (OSError, ValueError):
                continue
            seen.ticks[pid] = max(seen.ticks.get(pid, 0), int(parts[11]) + int(parts[12]))
        written = output.stat().st_size if output.exists() else 0
        seen.memory.append((written, memory // 1024))
        time.sleep(0.5)
    return seen


def own_memory(pid: int) -> int:
    """Return the kB of a process that belong to it alone, or its share of what it shares."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def family(root: int) -> list[int]:
    """Return a process and all that come from it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def cluster(nodes: int) -> Any:
    import ray
    from ray.cluster_utils import Cluster

    own = {"node_ip_address": NODE, "num_cpus": 1, "object_store_memory": 200_000_000}
    started = Cluster(initialize_head=True, head_node_args=own)
    for _ in range(nodes - 1):
        started.add_node(**own)
    ray.init(address=started.address, namespace="citecheck", log_to_driver=False, logging_level="ERROR")
    started.wait_for_nodes()
    return started


def on_ray(given: argparse.Namespace) -> None:
    """Run the batch on a cluster of so many nodes: what `measure` starts and watches."""
    import ray

    from citecheck.batch.ray_engine import RayEngine
    from citecheck.batch.run import run_batch
    from citecheck.batch.sink import target_of
    from citecheck.cli.batch import summary
    from citecheck.settings import Settings

    started = cluster(given.nodes)
    begin = time.perf_counter()
    standing = run_batch(
        [str(given.folder / "drafts.jsonl")],
        target_of(str(given.folder / f"ray-{given.nodes}.jsonl"), None),
        Settings(archive=str(given.folder / "archive.sqlite3"), offline=True, claims=given.claims),
        RayEngine,
        restart=True,
    )
    seconds = time.perf_counter() - begin
    speed = f"{seconds:.0f} s, {standing.written / seconds:.0f} documents/s, once the cluster stood"
    print(f"{summary(standing)}; {speed}", file=sys.stderr)
    ray.shutdown()
    started.shutdown()


class Watched(ThreadingHTTPServer):
    """A loopback host that notes when it is asked."""

    def __init__(self) -> None:
        self.starts: list[float] = []
        super().__init__(("127.0.0.1", 0), Watching)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Watching(BaseHTTPRequestHandler):
    server: Watched

    def do_GET(self) -> None:
        self.server.starts.append(time.monotonic())
        self.send_response(200)
        self.send_header("content-length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_: object) -> None:
        pass


def ask(host: str, port: int, count: int, pace: float) -> None:
    import asyncio

    from citecheck.batch.gates import ClusterGates
    from citecheck.fetcher.http import HttpWeb
    from citecheck.fetcher.interface import Request

    async def run() -> None:
        gates = ClusterGates(pace, longest=25)
        async with HttpWeb(connect_to={host: ("127.0.0.1", port)}, gates=gates) as web:
            paths = [f"https://{host}/{os.getpid()}/{n}" for n in range(count)]
            await asyncio.gather(*(web.get(Request(path, published_api=True)) for path in paths))

    asyncio.run(run())


def rate(pace: float = 1.0, count: int = 10) -> None:
    """Ask three loopback hosts from two nodes, two workers a host, and print what each saw."""
    import ray

    started = cluster(2)
    ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])
    hosts = {f"{name}.example": Watched() for name in "abc"}
    task = ray.remote(num_cpus=0.3, scheduling_strategy="SPREAD")(ask)
    ray.get([task.remote(host, hosts[host].server_port, count, pace) for host in hosts for _ in range(2)])
    for host, server in hosts.items():
        gaps = sorted(b - a for a, b in zip(server.starts, server.starts[1:], strict=False))
        seen = len(gaps) / (server.starts[-1] - server.starts[0])
        print(
            f"{host}: {len(server.starts)} requests, gate {1 / pace:.2f} a second, saw {seen:.3f} a second, "
            f"gaps {gaps[0]:.3f} to {gaps[-1]:.3f} s"
        )
    ray.shutdown()
    started.shutdown()


if __name__ == "__main__":
    main()
