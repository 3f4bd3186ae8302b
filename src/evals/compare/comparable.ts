/** What is other about the two sides: what was to be compared, and what makes comparing them doubtful. */
import { canonicalJson } from '../../core/canonical-json.js';
import type { SideFacts, SidePair } from './side.js';

/** Something that differs. */
export interface SideDifference {
  readonly what: 'suite' | 'suite_hash' | 'policies' | 'truth_tag' | 'corpus_tag' | 'embedder' | 'settings' | 'as_of';
  readonly a: string;
  readonly b: string;
  /** Whether a difference of figures may come from this alone, without retrieval being any better or worse. */
  readonly doubtful: boolean;
  /** One sentence. */
  readonly message: string;
}

/** All that differs, what is doubtful first. */
export function sideDifferences({ a, b }: SidePair): readonly SideDifference[] {
  const found = [
    ...suiteDifferences(a.about, b.about),
    ...policyDifferences(a.about, b.about),
    ...differs('truth_tag', [a.about.truth_tag, b.about.truth_tag], {
      doubtful: true,
      say: (from, to) => `what is current, and where answers stand, was taken from ${from} there and from ${to} here`,
    }),
    ...differs('corpus_tag', [a.about.corpus_tag, b.about.corpus_tag], {
      doubtful: false,
      say: (from, to) => `searched: ${from} → ${to}`,
    }),
    ...embedderDifferences(a.about, b.about),
    ...settingsDifferences(a, b),
    ...differs('as_of', [a.about.as_of, b.about.as_of], {
      doubtful: false,
      say: (from, to) => `judged at: ${from.slice(0, 10)} → ${to.slice(0, 10)}`,
    }),
  ];
  return [...found.filter(({ doubtful }) => doubtful), ...found.filter(({ doubtful }) => !doubtful)];
}

interface Wording {
  readonly doubtful: boolean;
  readonly say: (a: string, b: string) => string;
}

/** Where both sides say something, and not the same; who says nothing is not held to it. */
function differs(
  what: SideDifference['what'],
  [a, b]: readonly [string | null, string | null],
  { doubtful, say }: Wording,
): readonly SideDifference[] {
  return a === null || b === null || a === b ? [] : [{ what, a, b, doubtful, message: say(a, b) }];
}

function suiteDifferences(a: SideFacts, b: SideFacts): readonly SideDifference[] {
  const other = differs('suite', [a.suite, b.suite], {
    doubtful: true,
    say: (from, to) => `the suites are others: ${from} and ${to}`,
  });
  if (other.length > 0) return other;
  return differs('suite_hash', [a.suite_hash, b.suite_hash], {
    doubtful: true,
    say: () => `${a.suite} was changed between the two: the questions of both are compared, their gold may be other`,
  });
}

function policyDifferences(a: SideFacts, b: SideFacts): readonly SideDifference[] {
  const keys = Object.keys(a.policies).filter((key) => Object.hasOwn(b.policies, key));
  return keys.flatMap((key) =>
    differs('policies', [choiceOf(a.policies[key]), choiceOf(b.policies[key])], {
      doubtful: true,
      say: (from, to) => `counted in another way: ${key} was ${from} there, and is ${to} here`,
    }),
  );
}

function embedderDifferences(a: SideFacts, b: SideFacts): readonly SideDifference[] {
  if (a.embedder === null || b.embedder === null || a.embedder.fingerprint === b.embedder.fingerprint) return [];
  const [from, to] = [a.embedder, b.embedder].map(({ model, fingerprint }) => `${model} (${fingerprint.slice(0, 8)})`);
  return differs('embedder', [from ?? '', to ?? ''], {
    doubtful: false,
    say: () => `embedder: ${from} → ${to}`,
  });
}

function settingsDifferences(a: SidePair['a'], b: SidePair['b']): readonly SideDifference[] {
  if (a.about.settings === null || b.about.settings === null) return [];
  return differs('settings', [plain(a.about.settings), plain(b.about.settings)], {
    doubtful: false,
    say: () => `settings: ${settingsText(a.about.settings)} → ${settingsText(b.about.settings)}`,
  });
}

function settingsText(settings: unknown): string {
  if (typeof settings !== 'object' || settings === null) return plain(settings);
  return Object.entries(settings)
    .map(([key, value]) => `${key} ${plain(value)}`)
    .join(', ');
}

/** `zero: a judged query without results counts as 0` → `zero`: what was chosen, without what it means. */
function choiceOf(policy: unknown): string {
  return plain(policy).split(':', 1)[0] ?? '';
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : canonicalJson(value);
}
