"""What one writes in an afternoon: a run and judgements into dicts, sorted as trec_eval does, measured with numpy."""
import json
import sys

import numpy as np


def read_qrels(path):
    qrels = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            query, _, document, grade = line.split()
            qrels.setdefault(query, {})[document] = int(grade)
    return qrels


def read_run(path):
    run = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            query, _, document, _, score, _ = line.split()
            run.setdefault(query, {})[document] = float(score)
    return run


def measures(grades, judged):
    relevant = grades >= 1
    total = int((judged >= 1).sum())
    if total == 0:
        return [0.0] * 5
    discount = 1 / np.log2(np.arange(2, 12))
    gains = np.maximum(grades[:10], 0)
    best = np.maximum(np.sort(judged)[::-1][:10], 0)
    ndcg = (gains * discount[: len(gains)]).sum() / (best * discount[: len(best)]).sum()
    ranks = np.flatnonzero(relevant) + 1
    precision = (np.arange(1, len(ranks) + 1) / ranks).sum() / total
    reciprocal = 1 / ranks[0] if len(ranks) else 0.0
    return [ndcg, precision, reciprocal, relevant[:10].sum() / 10, relevant[:100].sum() / total]


def main(qrels_path, run_path):
    qrels, run = read_qrels(qrels_path), read_run(run_path)
    rows = []
    for query, judged in qrels.items():
        # By score, then by id, both descending: code points sort as UTF-8 does.
        hits = sorted(run.get(query, {}).items(), key=lambda hit: (hit[1], hit[0]), reverse=True)
        grades = np.array([judged.get(document, 0) for document, _ in hits])
        rows.append(measures(grades, np.array(list(judged.values()))))
    names = ["nDCG@10", "AP", "RR", "P@10", "R@100"]
    print(json.dumps(dict(zip(names, map(float, np.mean(rows, axis=0))))))


main(sys.argv[1], sys.argv[2])
