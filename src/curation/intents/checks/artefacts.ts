/** Can a classifier tell what a generator wrote from what customers wrote? Then a model will learn the difference too. */
import type { AuditCheck } from '../../../audit/check.js';
import type { Auc } from '../../../stats/auc.js';
import { findGiveaways, type Giveaways } from '../../artefacts/giveaways.js';
import type { IntentExample } from '../example.js';
import { writingOf } from './coverage.js';

export interface ArtefactThresholds {
  readonly warn: number;
  readonly fail: number;
}

/**
 * Two checks, on character n-grams and on length and punctuation, both out of fold and within intent × writing: between
 * intents a classifier would measure topic.
 */
export function checkArtefacts(
  examples: readonly IntentExample[],
  thresholds: ArtefactThresholds,
  seed: number | string,
): readonly AuditCheck[] {
  if (!examples.some(({ origin }) => origin === 'synthetic')) return [];
  const found = findGiveaways(
    examples
      .filter(({ split }) => split === 'train' || split === null)
      .map(({ text, intent, origin, groups, id }) => ({
        ...{ text, marked: origin === 'synthetic', stratum: `${intent}/${writingOf(text)}` },
        group: groups.template ?? groups.conversation ?? id,
      })),
    { seed },
  );
  return [
    toCheck('synthetic_artefacts', found.characters, { thresholds, what: 'character n-grams', found }),
    toCheck('synthetic_style', found.style, {
      thresholds,
      what: 'length and punctuation',
      found: { ...found, phrases: [] },
    }),
  ];
}

function toCheck(
  id: string,
  auc: Auc | null,
  {
    thresholds,
    what,
    found,
  }: { readonly thresholds: ArtefactThresholds; readonly what: string; readonly found: Giveaways },
): AuditCheck {
  const shown = { id, threshold: thresholds.fail };
  if (auc === null) {
    const message = `no intent has enough synthetic and production rows in one language to compare ${what}`;
    return { ...shown, value: null, status: 'warn', message, examples: [] };
  }
  const { interval, positives, negatives } = auc;
  return {
    ...shown,
    value: auc.auc,
    status: auc.auc >= thresholds.fail ? 'fail' : auc.auc >= thresholds.warn ? 'warn' : 'pass',
    message: `by ${what} alone ${positives} synthetic rows are told from ${negatives} of production with AUC ${auc.auc.toFixed(2)} (95 %: ${interval.low.toFixed(2)} … ${interval.high.toFixed(2)}; 0.5 is guessing)`,
    examples: found.phrases.map(
      ({ phrase, marked, others }) => `“${phrase}” stands in ${marked} synthetic rows and ${others} others`,
    ),
  };
}
