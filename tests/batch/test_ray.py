"""A batch on a Ray cluster of two nodes, on the loopback: one of them dies, and each host keeps its pace.

Slow to start, so run by `make test-ray` alone.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
ray = pytest.importorskip("ray")

from batches import archive, batch, corpus  # noqa: E402

from citecheck.batch.engine import Lost, Lot  # noqa: E402
from citecheck.batch.gates import NAMESPACE, ClusterGates, end_idle_keepers  # noqa: E402
from citecheck.batch.plan import Standing  # noqa: E402
from citecheck.batch.ray_engine import RayEngine  # noqa: E402
from citecheck.batch.steps import Desk, Order  # noqa: E402

pytestmark = [
    pytest.mark.ray,
    pytest.mark.timeout(300),
    # Ray's own: files and sockets that it leaves to the end of the process.
    pytest.mark.filterwarnings("default"),
]

LOOPBACK = "127.0.0.1"
NODE = "127.0.0.2"
"""Also the loopback; the other Ray would replace by the machine's own address."""


class Nodes:
    """Two nodes of one processor each."""

    def __init__(self) -> None:
        from ray.cluster_utils import Cluster

        own = {"node_ip_address": NODE, "object_store_memory": 100_000_000}
        self.cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, **own})
        self.second = self.cluster.add_node(num_cpus=1, **own)
        ray.init(address=self.cluster.address, namespace=NAMESPACE, log_to_driver=False)
        self.cluster.wait_for_nodes()
        # The workers know nothing of this file.
        ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])

    def kill_second(self) -> None:
        self.cluster.remove_node(self.second, allow_graceful=False)

    def wait_until_alone(self) -> None:
        """Wait until the cluster has noticed, which a short batch may end before."""
        until = time.monotonic() + 60
        while sum(node["Alive"] for node in ray.nodes()) > 1:
            assert time.monotonic() < until
            time.sleep(0.1)

    def close(self) -> None:
        ray.shutdown()
        self.cluster.shutdown()


@pytest.fixture(scope="module")
def nodes() -> Iterator[Nodes]:
    both = Nodes()
    yield both
    both.close()


def end_of_all(desk: Desk, items: Any, shared: object) -> list[Any]:
    """A step that one item does not survive."""
    if "poison" in items:
        os._exit(1)
    return list(items)


def test_an_item_that_ends_its_worker_loses_only_itself(nodes: Nodes, tmp_path: Path) -> None:
    from datetime import date

    engine = RayEngine(Order(archive(tmp_path), date(2026, 6, 3)))
    lots = [Lot(["a", "b"]), Lot(["c", "poison", "d"]), Lot(["e"])]
    results = [result for _, results in engine.run(end_of_all, lots) for result in results]
    assert results == ["a", "b", "c", Lost(), "d", "e"]


class Watched(ThreadingHTTPServer):
    """A loopback host that notes when it is asked, and by how many at a time."""

    def __init__(self) -> None:
        self.starts: list[float] = []
        self.at_once = 0
        self.most = 0
        self.lock = threading.Lock()
        super().__init__((LOOPBACK, 0), Watching)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Watching(BaseHTTPRequestHandler):
    server: Watched

    def do_GET(self) -> None:
        with self.server.lock:
            self.server.starts.append(time.monotonic())
            self.server.at_once += 1
            self.server.most = max(self.server.most, self.server.at_once)
        body = b"<html>nothing</html>"
        with self.server.lock:
            self.server.at_once -= 1
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def ask(host: str, port: int, count: int, pace: float) -> str:
    """Ask a host, from a worker, as a batch's network does; return the node it ran on."""
    import asyncio

    from citecheck.fetcher.http import HttpWeb
    from citecheck.fetcher.interface import Request

    async def run() -> None:
        gates = ClusterGates(pace, longest=10)
        async with HttpWeb(connect_to={host: (LOOPBACK, port)}, gates=gates) as web:
            paths = [f"https://{host}/{os.getpid()}/{n}" for n in range(count)]
            await asyncio.gather(*(web.get(Request(path, published_api=True)) for path in paths))

    asyncio.run(run())
    return str(ray.get_runtime_context().get_node_id())


def test_each_host_keeps_its_pace_however_many_nodes_ask(nodes: Nodes) -> None:
    pace, hosts = 0.25, ("a.example", "b.example")
    servers = {host: Watched() for host in hosts}
    task = ray.remote(num_cpus=0.5, scheduling_strategy="SPREAD")(ask)
    asked = [task.remote(host, servers[host].server_port, 6, pace) for host in hosts for _ in range(2)]
    assert len(set(ray.get(asked))) == 2
    for server in servers.values():
        gaps = [later - earlier for earlier, later in zip(server.starts, server.starts[1:], strict=False)]
        assert len(server.starts) == 12
        assert server.most == 1
        assert min(gaps) >= pace
        server.shutdown()
    end_idle_keepers()


def test_a_turn_held_by_a_lost_worker_comes_free(nodes: Nodes) -> None:
    from citecheck.batch.gates import find_keeper

    keeper = find_keeper("c.example", 0.1, 10.0, 1.0)
    assert ray.get(keeper.take.remote("of one that dies")) is None
    begin = time.monotonic()
    assert ray.get(keeper.take.remote("of the next"), timeout=10) is None
    assert time.monotonic() - begin > 0.5
    assert ray.get(keeper.busy.remote())
    ray.get(keeper.give_back.remote("of the next"))
    for _ in range(3):
        ray.get(keeper.refused.remote(("reset", "broke off", None), 0))
    problem = ray.get(keeper.take.remote("of a third"))
    assert problem[0] == "reset"
    assert "3 times in a row" in problem[1]


def test_a_node_that_dies_changes_nothing(  # the last: it leaves one node
    nodes: Nodes, tmp_path: Path
) -> None:
    settings = archive(tmp_path)
    given = [corpus(tmp_path, 200)]
    batch(given, tmp_path / "whole.jsonl", settings, wave=100)
    killed: list[int] = []

    def progress(standing: Standing) -> None:
        if standing.stage == "judging" and standing.written >= 32 and not killed:
            killed.append(standing.written)
            nodes.kill_second()

    standing = batch(given, tmp_path / "out.jsonl", settings, engine=RayEngine, progress=progress, wave=100)
    assert killed
    assert killed[0] < 200
    nodes.wait_until_alone()
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert standing.totals["documents"] == 200
