"""faiss's side of scripts/bench-search.ts: answers one JSON request a line. Reads raw float32 files."""
import json
import os
import sys
import time

import faiss
import numpy as np

faiss.omp_set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
index = None


def rows_of(path, first, count, dims):
    return np.fromfile(path, np.float32, count * dims, offset=first * dims * 4).reshape(count, dims)


def load(request):
    """In pieces, so that the process never holds the vectors twice."""
    global index
    dims, count = request["dims"], request["count"]
    index = faiss.IndexFlatIP(dims)
    for first in range(0, count, 10_000):
        index.add(rows_of(request["path"], first, min(10_000, count - first), dims))
    return {"version": faiss.__version__}


def search(request):
    queries = rows_of(request["path"], request["first"], request["count"], index.d)
    started = time.perf_counter()
    scores, rows = index.search(queries, request["k"])
    seconds = time.perf_counter() - started
    if "out" in request:
        rows.astype(np.int32).tofile(request["out"])
    return {"seconds": seconds}


for line in sys.stdin:
    asked = json.loads(line)
    print(json.dumps({"load": load, "search": search}[asked["op"]](asked)), flush=True)
