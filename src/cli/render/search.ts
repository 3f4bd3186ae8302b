/** Found passages for a person: title, verdict and score in one line, then what the passage says. */
import type { ViewPassage } from '../../corpus/view.js';
import type { ScoredPassage } from '../../evals/ranking.js';
import type { Verdict } from '../../store/rows.js';
import type { ViewIndex } from '../../verify/view-index.js';
import { verdictCounts } from './drift.js';
import { oneLine } from './table.js';

/** A hit as `search --json` prints it. */
export interface FoundPassage {
  readonly rank: number;
  readonly score: number;
  readonly passage_id: string;
  readonly source_id: string;
  readonly doc_id: string;
  readonly title: string;
  readonly heading_path: readonly string[];
  readonly lang: string | null;
  /** null: current. */
  readonly verdict: string | null;
  readonly stale_since: string | null;
  readonly superseded_by: string | null;
  readonly text: string;
}

/** The passages behind a ranking, in its order. */
export function foundPassages(run: readonly ScoredPassage[], index: ViewIndex): FoundPassage[] {
  return run.flatMap(({ passage_id, score }, i) => {
    const passage = index.passage(passage_id);
    return passage === undefined ? [] : [found(passage, { rank: i + 1, score })];
  });
}

function found(passage: ViewPassage, { rank, score }: { readonly rank: number; readonly score: number }): FoundPassage {
  const { passage_id, source_id, doc_id, title, heading_path, lang, verdict, stale_since, superseded_by, text } =
    passage;
  return {
    rank,
    score,
    passage_id,
    source_id,
    doc_id,
    title,
    heading_path,
    lang,
    verdict,
    stale_since,
    superseded_by,
    text,
  };
}

/** How many of `passages` are stale, by verdict, the most frequent first. */
export function staleCounts(passages: readonly Pick<ViewPassage, 'verdict'>[]): Partial<Record<Verdict, number>> {
  const counts: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of passages) if (verdict !== null) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([, a], [, b]) => b - a));
}

/** What {@link renderSearch} says above the hits. */
export interface SearchHead {
  readonly question: string;
  readonly tag: string;
  readonly as_of: string;
  readonly retriever: string;
  /** Stale passages that were not searched. Where they are many, what is found may be far from the question. */
  readonly left_out: Partial<Record<Verdict, number>>;
}

/** Characters of a passage that are shown. */
const SNIPPET = 240;

/** The hits for a person, and which passages were not among those searched. */
export function renderSearch(hits: readonly FoundPassage[], head: SearchHead): string {
  const line = `${oneLine(head.question)}: ${hits.length} by ${head.retriever} in ${head.tag}, as of ${head.as_of.slice(0, 10)}`;
  const stale = verdictCounts(head.left_out);
  const first = stale === 'none' ? line : `${line}\n(stale and left out: ${stale}; --all shows them)`;
  if (hits.length === 0) return `${first}\nNothing here has anything to do with it.`;
  return [first, ...hits.map(block)].join('\n\n');
}

function block(hit: FoundPassage): string {
  const place = oneLine([hit.title, ...hit.heading_path.filter((heading) => heading !== hit.title)].join(' › '), 80);
  const since = hit.stale_since === null ? '' : ` since ${hit.stale_since.slice(0, 10)}`;
  const verdict = hit.verdict === null ? 'current' : `${hit.verdict.toUpperCase()}${since}`;
  return [
    `${hit.rank}. ${place}`,
    `   ${verdict} · ${hit.score.toFixed(3)} · ${oneLine(`${hit.source_id}/${hit.doc_id}`, 60)} · ${hit.passage_id.slice(0, 12)}`,
    `   ${oneLine(hit.text, SNIPPET)}`,
  ].join('\n');
}
