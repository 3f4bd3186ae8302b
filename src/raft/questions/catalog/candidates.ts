/** What can be asked of typed facts: one, two to compare, those that change with time, and those that nobody knows. */
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
  const make = maker(wording);
  return ({ random, isInside }) => {
    const known = intents.known.filter(({ group }) => isInside(group));
    return {
      fact: known.map((intent) => make(intent, intent.field, (asking) => wordFact(intent, asking))),
      comparison: pairIntents(known, random).map((pair) =>
        make(pair[0], pair[0].field, (asking) => wordComparison(pair, asking)),
      ),
      temporal: [
        ...temporal
          .filter(({ fact }) => isInside(fact.group))
          .map((intent) => make(intent.fact, intent.kind, (asking) => wordTemporal(intent, asking))),
        ...validity
          .filter(({ group }) => isInside(group))
          .map((intent) => {
            const about = { group: intent.group, sourceId: intent.passage.source_id };
            return make(about, 'valid_to', (asking) => wordValidity(intent, asking));
          }),
      ],
      unanswerable: unknown
        .filter(({ group }) => isInside(group))
        .map((intent) => make(intent, intent.field, (asking) => wordUnknown(intent, asking))),
    };
  };
}

type About = { readonly group: string; readonly sourceId: string };

function maker(wording: Wording) {
  return ({ group, sourceId }: About, kind: string, word: (asking: Asking) => Question | null): Candidate => ({
    group,
    bucket: JSON.stringify([sourceId, kind]),
    word: (lang: QuestionLang, random) => checked(word({ lang, random, wording }), wording.subjects),
  });
}

/** A question that does not name its subject, or has a second answer, is not asked. */
function checked(question: Question | null, subjects: SubjectIndex): Question | null {
  if (question === null || !identifiesSubject(question, subjects)) return null;
  return ambiguousAnswer(question, subjects) ? null : question;
}
