"""Hard negatives with faiss and numpy: exact candidates, positives out, margin and percent filters, the first n of what is left.

    faiss-pipeline.py FOLDER OUT DEPTH N ABSOLUTE_MARGIN RELATIVE_MARGIN

Reads corpus.jsonl, queries.jsonl and both .npy files; writes one JSON object a line, with the ranks, scores and margins that
`raft-corpus mine` writes too. Batches are of 4,096 queries, of which faiss makes one product: with smaller ones it is slower.
"""
import json
import sys

import faiss
import numpy as np

BATCH = 4096

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
        positive = np.einsum("ij,ij->i", batch, passages[own])
        scores, rows = index.search(batch, min(depth, len(ids)))
        is_own = rows == own[:, None]
        ranks = np.where(is_own.any(axis=1), is_own.argmax(axis=1) + 1, 0).tolist()
        bound = np.minimum(positive - absolute_margin, positive - np.abs(positive) * relative_margin)
        keep = (rows >= 0) & ~is_own & (scores <= bound[:, None])
        keep &= np.cumsum(keep, axis=1) <= n
        at, place = np.nonzero(keep)
        kept, kept_scores = rows[at, place], scores[at, place]
        to_positive = np.einsum("ij,ij->i", passages[kept], passages[own[at]]).tolist()
        margins = (positive[at] - kept_scores).tolist()
        ends = np.cumsum(keep.sum(axis=1)).tolist()
        kept, kept_scores, place, positive = kept.tolist(), kept_scores.tolist(), (place + 1).tolist(), positive.tolist()
        first = 0
        for i, end in enumerate(ends):
            query = queries[start + i]
            found = [
                {
                    "passage_id": ids[kept[j]],
                    "rank": place[j],
                    "score": kept_scores[j],
                    "margin": margins[j],
                    "positive_score": to_positive[j],
                }
                for j in range(first, end)
            ]
            row = {
                "query_id": query["query_id"],
                "query": query["query"],
                "positives": [{"passage_id": ids[own[i]], "score": positive[i], "rank": ranks[i] or None}],
                "negatives": found,
                "wanted": n,
                "found": len(found),
            }
            output.write(json.dumps(row, ensure_ascii=False) + "\n")
            first = end
