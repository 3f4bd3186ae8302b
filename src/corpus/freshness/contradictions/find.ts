/**
 * Contradictions between current passages: claimed only where they can be shown, by declared patterns, a
 * catalog's typed facts, copied sentences, or the twins of a translation. docs/contradictions.md says
 * when, and what was measured.
 */
import { compileStatements } from '../../drift/statements.js';
import { contradictedCopies } from './aligned-rule.js';
import { contradictedFacts } from './fact-rule.js';
import { readValueSentences } from './read.js';
import { contradictedStatements } from './statement-rule.js';
import { contradictedTranslations } from './translation-rule.js';
import type { Contradiction, ContradictionInput } from './types.js';

export type { Contradiction, ContradictionInput, Entity, ProsePassage } from './types.js';

/**
 * All contradictions, sorted by passage_id, the strongest rule first. One claim per passage, value and
 * authority: a sentence that two rules catch is told once. A page that lags behind its twin is no authority. A bad pattern is a {@link RaftCorpusError}.
 */
export function findContradictions({
  passages,
  entities = [],
  statements = [],
}: ContradictionInput): readonly Contradiction[] {
  const read = compileStatements(statements);
  const texts = [...passages].map((passage) => ({ passage, sentences: readValueSentences(passage) }));
  const sentences = texts.flatMap((text) => text.sentences);
  const lagging = contradictedTranslations(texts, read);
  const refuted = new Set(lagging.map(({ passage_id, evidence: [sentence] }) => `${passage_id}\n${sentence}`));
  const standing = sentences.filter(({ passage, plain }) => !refuted.has(`${passage.passage_id}\n${plain}`));
  const against = { sentences, authorities: standing, read };
  const claims = [
    ...contradictedStatements(against),
    ...contradictedFacts(sentences, entities),
    ...contradictedCopies(against),
    ...lagging,
  ];
  const told = new Map<string, Contradiction>();
  for (const claim of claims) {
    const key = JSON.stringify([claim.passage_id, claim.evidence[0], claim.old]);
    if (!told.has(key)) told.set(key, claim);
  }
  return [...told.values()].sort((a, b) => (a.passage_id < b.passage_id ? -1 : a.passage_id > b.passage_id ? 1 : 0));
}
