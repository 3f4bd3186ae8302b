"""Hard negatives with faiss and numpy: exact candidates, positives out, margin and percent filters, the first n; one JSON object a line.

    faiss-pipeline.py FOLDER OUT DEPTH N ABSOLUTE_MARGIN RELATIVE_MARGIN
"""
import json
import sys

import faiss
import numpy as np

BATCH = 1024

folder, out, depth, n, absolute_margin, relative_margin = sys.argv[1:]
depth, n = int(depth), int(n)
absolute_margin, relative_margin = float(absolute_margin), float(relative_margin)


def read(name):
    with open(f"{folder}/{name}", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


corpus, queries = read("corpus.jsonl"), read("queries.jsonl")
passages, asked = np.load(f"{folder}/corpus.npy"), np.load(f"{folder}/queries.npy")
ids = [row["_id"] for row in corpus]
row_of = {id: row for row, id in enumerate(ids)}
positives = np.array([row_of[query["oracle_ids"][0]] for query in queries])
index = faiss.IndexFlatIP(passages.shape[1])
index.add(passages)

with open(out, "w", encoding="utf-8") as output:
    for start in range(0, len(queries), BATCH):
        batch = asked[start : start + BATCH]
        own = positives[start : start + BATCH]
        positive = np.einsum("ij,ij->i", batch, passages[own])[:, None]
        scores, rows = index.search(batch, min(depth, len(ids)))
        keep = (rows >= 0) & (rows != own[:, None])
        keep &= scores <= positive - absolute_margin
        keep &= scores <= positive - np.abs(positive) * relative_margin
        keep &= np.cumsum(keep, axis=1) <= n
        for i, query in enumerate(queries[start : start + BATCH]):
            found = np.flatnonzero(keep[i])
            negatives = [{"passage_id": ids[rows[i, at]], "score": float(scores[i, at])} for at in found]
            output.write(json.dumps({"query_id": query["query_id"], "negatives": negatives}, ensure_ascii=False) + "\n")
