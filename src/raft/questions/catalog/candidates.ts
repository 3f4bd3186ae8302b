/** What can be asked of typed facts: one, two to compare, those that change with time, and those that nobody knows. */
import type { Random } from '../../../core/random.js';
import type { StageCounts } from '../../../core/stage.js';
import type { QuestionLang } from '../../../dataset/raft-row.js';
import type { ViewIndex } from '../../../verify/view-index.js';
import type { LineageGroups } from '../../lineage-groups.js';
import type { Candidate, CandidateScope, Candidates } from '../candidate.js';
import type { Question } from '../question.js';
import { DEFAULT_STYLE, type Style } from '../style/style.js';
import { findAbsentFields, findAbsentProducts } from './absent.js';
import { pairIntents, wordComparison } from './comparisons.js';
import { type FactLabels, findFactIntents } from './fact-intents.js';
import { ambiguousAnswer, identifiesSubject } from './identify.js';
import { knownValues } from './known-values.js';
import { findNextVolumes } from './next-volumes.js';
import { indexSubjects, type SubjectIndex } from './subject-index.js';
import { findTemporalIntents, wordTemporal } from './temporal.js';
import { findValidity, wordValidity } from './validity.js';
import { wordFact, wordUnknown } from './word-fact.js';
import { type Asking, prepareWording, type Wording } from './wording.js';

export interface CatalogOptions {
  readonly index: ViewIndex;
  readonly groups: LineageGroups;
  readonly labels: FactLabels;
  /** Whether refusals may offer a person. */
  readonly handOver: boolean;
  /** Where questions are typed otherwise than by default. */
  readonly style?: Partial<Style>;
  readonly counts: StageCounts;
}

/** Finds the intents once; what it returns draws those of one split. */
export function prepareCatalog(options: CatalogOptions): (scope: CandidateScope) => Candidates {
  const { index } = options;
  const asOf = index.view.as_of;
  const subjects = indexSubjects(index);
  const intents = findFactIntents(index, { ...options, subjects, known: knownValues(index) });
  const style = { ...DEFAULT_STYLE, ...options.style };
  const wording = prepareWording(intents, { ...options, subjects, style, asOf });
  const unknown = [
    ...intents.unknown,
    ...findNextVolumes(index, intents.known),
    ...findAbsentProducts(index, intents.known),
    ...findAbsentFields(index, intents.known, subjects),
  ];
  const temporal = findTemporalIntents(intents.known, asOf);
  const validity = findValidity(index, options.groups);
  const kinds = kindsOf(wording);
  return ({ random, isInside }) => {
    const known = intents.known.filter(({ group }) => isInside(group));
    return {
      fact: known.map((intent) => kinds.fact(intent, intent, intent.field)),
      comparison: pairIntents(known, random).map((pair) => kinds.comparison(pair, pair[0], pair[0].field)),
      temporal: [
        ...temporal
          .filter(({ fact }) => isInside(fact.group))
          .map((intent) => kinds.temporal(intent, intent.fact, intent.kind)),
        ...validity
          .filter(({ group }) => isInside(group))
          .map((intent) => {
            const about = { group: intent.group, sourceId: intent.passage.source_id };
            return kinds.validity(intent, about, 'valid_to');
          }),
      ],
      unanswerable: unknown
        .filter(({ group }) => isInside(group))
        .map((intent) => kinds.unknown(intent, intent, intent.field)),
    };
  };
}

type About = { readonly group: string; readonly sourceId: string };

/** Makes the candidates of one kind. */
type Make<Intent> = (intent: Intent, about: About, kind: string) => Candidate;

function kindsOf(wording: Wording) {
  const bucketOf = sharedBuckets();
  const kind = <Intent>(word: (intent: Intent, asking: Asking) => Question | null): Make<Intent> => {
    const say = (intent: Intent, lang: QuestionLang, random: Random): Question | null =>
      checked(word(intent, { lang, random, wording }), wording.subjects);
    return (intent, { group, sourceId }, name) => new IntentCandidate(group, bucketOf(sourceId, name), intent, say);
  };
  return {
    fact: kind(wordFact),
    comparison: kind(wordComparison),
    temporal: kind(wordTemporal),
    validity: kind(wordValidity),
    unknown: kind(wordUnknown),
  };
}

/** Four fields and no closure of its own: a large catalog has millions. */
class IntentCandidate<Intent> implements Candidate {
  constructor(
    readonly group: string,
    readonly bucket: string,
    private readonly intent: Intent,
    private readonly say: (intent: Intent, lang: QuestionLang, random: Random) => Question | null,
  ) {}

  word(lang: QuestionLang, random: Random): Question | null {
    return this.say(this.intent, lang, random);
  }
}

/** Names of buckets, each held once. */
function sharedBuckets(): (sourceId: string, kind: string) => string {
  const buckets = new Map<string, Map<string, string>>();
  return (sourceId, kind) => {
    const ofSource = buckets.get(sourceId) ?? new Map<string, string>();
    const bucket = ofSource.get(kind) ?? JSON.stringify([sourceId, kind]);
    buckets.set(sourceId, ofSource.set(kind, bucket));
    return bucket;
  };
}

/** A question that does not name its subject, or has a second answer, is not asked. */
function checked(question: Question | null, subjects: SubjectIndex): Question | null {
  if (question === null || !identifiesSubject(question, subjects)) return null;
  return ambiguousAnswer(question, subjects) ? null : question;
}
