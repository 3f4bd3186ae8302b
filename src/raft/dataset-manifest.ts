/** The manifest of a build: what it was made from, how, and what came of it. */
import { sha256, sha256Of } from '../core/hash.js';
import type { StageCounts } from '../core/stage.js';
import type { CorpusView } from '../corpus/view.js';
import type { DatasetManifest } from '../dataset/manifest.js';
import type { WrittenFile } from '../dataset/writers.js';
import { gate, type LikenessThresholds } from '../text/template-likeness.js';
import type { Build } from './build.js';
import type { Gauged } from './dataset-gauge.js';

/** What names a dataset and its maker. */
export interface DatasetIdentity {
  readonly name: string;
  readonly toolVersion: string;
}

export interface ManifestSource extends DatasetIdentity {
  readonly build: Build;
  readonly view: CorpusView;
  readonly likeness?: LikenessThresholds;
}

export interface ManifestFigures {
  readonly gauged: Gauged;
  readonly files: Readonly<Record<string, WrittenFile>>;
  /** Rows in, out and skipped, by format. */
  readonly formats: readonly StageCounts[];
}

/** The manifest, when all rows have gone by. */
export function manifestOf(source: ManifestSource, { gauged, files, formats }: ManifestFigures): DatasetManifest {
  const { build, view, name, toolVersion, likeness = {} } = source;
  return {
    schema: 1,
    kind: 'raft',
    name,
    tool_version: toolVersion,
    corpus: corpusOf(view),
    settings: build.settings,
    settings_hash: sha256(JSON.stringify(build.settings)),
    seed: String(build.settings['seed']),
    counts: gauged.counts,
    stages: [...build.counts(), ...formats],
    shortages: build.shortages,
    teacher: build.teacher(),
    lineages: build.lineages,
    contexts: build.contexts(),
    template_likeness: { ...gauged.likeness, gates: gate(gauged.likeness, likeness) },
    tokens: gauged.tokens,
    leaks: gauged.leaks,
    ...(build.llm ? { llm: build.llm() } : {}),
    files,
  };
}

/** The state of the corpus that a dataset is true to. */
export function corpusOf(view: CorpusView): DatasetManifest['corpus'] {
  return {
    tag: view.tag,
    as_of: view.as_of,
    hash: corpusHash(view),
    passages: view.passages.length,
    current: view.passages.filter((passage) => passage.verdict === null).length,
    embedder: { model: view.embedder.model, fingerprint: view.embedder.fingerprint },
  };
}

/** sha256 over the ids, versions and verdicts of all passages. */
function corpusHash(view: CorpusView): string {
  return sha256Of(partsOf(view));
}

function* partsOf({ passages }: CorpusView): Generator<string | null> {
  for (const { passage_id, doc_hash, verdict } of passages) {
    yield passage_id;
    yield doc_hash;
    yield verdict;
  }
}
