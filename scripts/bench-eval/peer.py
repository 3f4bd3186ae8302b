"""The same evaluation in numpy and scipy: reads a BEIR folder and vectors, ranks by cosine, by BM25 as a textbook has it,
and by both fused, and works out nDCG@10, RR@10, R@10 and R@100 per query. No intervals, no slices, no checks.

    python3 peer.py FOLDER CORPUS.npy QUERIES.npy

Prints one JSON object: seconds by stage, and means."""
import json
import re
import sys
import time
import unicodedata

import numpy as np
from scipy.sparse import csr_matrix

DEPTH = 100
K1, B = 1.2, 0.75
CHUNK = 256
RUN = re.compile(r"[a-z0-9]+|[^\W\d_a-z]+")
clock = {}


def timed(stage, work):
    started = time.perf_counter()
    result = work()
    clock[stage] = round(time.perf_counter() - started, 3)
    return result


def terms(text):
    """Words for Latin letters and digits, characters and bigrams for everything else."""
    found = []
    for run in RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        if run[0].isascii():
            found.append(run)
        else:
            found.extend(run)
            found.extend(run[i : i + 2] for i in range(len(run) - 1))
    return found


def read(folder):
    def lines(name):
        with open(f"{folder}/{name}", encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    qrels = {}
    with open(f"{folder}/qrels/test.tsv", encoding="utf-8") as file:
        next(file)
        for line in file:
            query, document, grade = line.rstrip("\n").split("\t")
            qrels.setdefault(query, {})[document] = int(grade)
    return lines("corpus.jsonl"), lines("queries.jsonl"), qrels


def counts(texts, vocabulary, grow):
    rows, columns, values = [], [], []
    for row, text in enumerate(texts):
        seen = {}
        for term in terms(text):
            column = vocabulary.setdefault(term, len(vocabulary)) if grow else vocabulary.get(term)
            if column is not None:
                seen[column] = seen.get(column, 0) + 1
        rows.extend([row] * len(seen))
        columns.extend(seen.keys())
        values.extend(seen.values())
    return csr_matrix((values, (rows, columns)), shape=(len(texts), len(vocabulary)), dtype=np.float32)


def bm25(texts):
    vocabulary = {}
    tf = counts(texts, vocabulary, True)
    lengths = np.asarray(tf.sum(axis=1)).ravel()
    found = np.bincount(tf.indices, minlength=len(vocabulary))
    idf = np.log(1 + (len(texts) - found + 0.5) / (found + 0.5))
    norms = np.repeat(K1 * (1 - B + B * lengths / lengths.mean()), np.diff(tf.indptr))
    tf.data = (idf[tf.indices] * tf.data * (K1 + 1) / (tf.data + norms)).astype(np.float32)
    return vocabulary, tf.T.tocsr()


def best(scores):
    top = np.argpartition(-scores, DEPTH, axis=1)[:, :DEPTH]
    values = np.take_along_axis(scores, top, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    return np.take_along_axis(top, order, axis=1), np.take_along_axis(values, order, axis=1)


def in_chunks(score, count):
    found = [best(score(start, min(start + CHUNK, count))) for start in range(0, count, CHUNK)]
    return np.concatenate([rows for rows, _ in found]), np.concatenate([values for _, values in found])


def fused(dense, lexical):
    """Each ranking's scores between its own least and best, weighed 1 to 4."""
    runs = []
    for (rows_a, values_a), (rows_b, values_b) in zip(zip(*dense), zip(*lexical)):
        scores = {}
        for rows, values, weight in ((rows_a, values_a, 0.2), (rows_b, values_b, 0.8)):
            low, high = values[-1], values[0]
            for row, value in zip(rows.tolist(), values.tolist()):
                scores[row] = scores.get(row, 0) + weight * (value - low) / ((high - low) or 1)
        runs.append([row for row, _ in sorted(scores.items(), key=lambda pair: -pair[1])[:DEPTH]])
    return runs


def measured(runs, ids, queries, qrels):
    discounts = 1 / np.log2(np.arange(2, 12))
    values = []
    for rows, query in zip(runs, queries):
        judged = qrels[query["_id"]]
        grades = np.array([judged.get(ids[row], 0) for row in rows])
        relevant = sum(grade > 0 for grade in judged.values())
        ideal = np.array(sorted(judged.values(), reverse=True)[:10])
        hits = np.nonzero(grades[:10] > 0)[0]
        ndcg = (grades[:10] * discounts[: len(grades[:10])]).sum() / (ideal * discounts[: len(ideal)]).sum()
        values.append((ndcg, 1 / (hits[0] + 1) if len(hits) else 0, (grades[:10] > 0).sum() / relevant, (grades > 0).sum() / relevant))
    return [round(float(mean), 4) for mean in np.mean(values, axis=0)]


folder, corpus_vectors, query_vectors = sys.argv[1:]
corpus, queries, qrels = timed("read", lambda: read(folder))
passages, asked = timed("vectors", lambda: (np.load(corpus_vectors), np.load(query_vectors)))
ids = [document["_id"] for document in corpus]
texts = [document["text"] for document in corpus]
dense = timed("dense", lambda: in_chunks(lambda a, b: asked[a:b] @ passages.T, len(queries)))
vocabulary, index = timed("index", lambda: bm25(texts))
words = timed("terms", lambda: counts([query["text"] for query in queries], vocabulary, False))
lexical = timed("lexical", lambda: in_chunks(lambda a, b: (words[a:b] @ index).toarray(), len(queries)))
hybrid = timed("fuse", lambda: fused(dense, lexical))
means = timed("measure", lambda: {
    name: measured(runs, ids, queries, qrels)
    for name, runs in (("dense", dense[0].tolist()), ("lexical", lexical[0].tolist()), ("hybrid", hybrid))
})
print(json.dumps({"seconds": clock, "total": round(sum(clock.values()), 3), "means": means}))
