/** Do the people who labelled agree, and is every label one that is known and written one way? */
import { type AuditCheck, countCheck, MAX_EXAMPLES } from '../../../audit/check.js';
import { rateCheck } from '../../../audit/rate-check.js';
import { disagreement, fleissKappa, krippendorffAlpha } from '../../../stats/agreement.js';
import { foldText } from '../../../text/normalize.js';
import { percent } from '../../words.js';
import type { IntentExample } from '../example.js';

/**
 * Rows that several people labelled: the share on which they are not all of one mind, with the agreement beyond chance.
 * Without such rows it is not measured.
 */
export function checkDisagreement(examples: readonly IntentExample[], threshold: number): AuditCheck {
  const ratings = examples.map(({ annotations }) => annotations.map(({ intent }) => intent));
  const { disagreeing, items } = disagreement(ratings);
  const [kappa, alpha] = [fleissKappa(ratings), krippendorffAlpha(ratings)];
  const beyond =
    kappa === null || alpha === null
      ? ''
      : `; Fleiss' kappa ${kappa.toFixed(3)}, Krippendorff's alpha ${alpha.toFixed(3)}`;
  return rateCheck('label_disagreement', {
    count: disagreeing,
    of: items,
    threshold,
    message: (rate, { low, high }) =>
      `annotators disagree on ${percent(rate)} of ${items.toLocaleString('en')} rows (95 %: ${percent(low)} … ${percent(high)})${beyond}`,
    examples: examples.filter(isDisputed).map(showDispute),
    unmeasured: 'no row was labelled by two people, so nothing is known of disagreement: label a sample twice',
  });
}

function isDisputed({ annotations }: IntentExample): boolean {
  return annotations.some(({ intent }) => intent !== annotations[0]?.intent);
}

function showDispute({ where, text, annotations }: IntentExample): string {
  return `${where} “${text}”: ${annotations.map(({ annotator, intent }) => `${annotator} ${intent}`).join(', ')}`;
}

/** Labels that differ by case, width or punctuation alone, and labels that are not among the known ones. */
export function checkLabelNames(
  examples: readonly IntentExample[],
  known: readonly string[] | null,
): readonly AuditCheck[] {
  const spellings = new Map<string, Map<string, IntentExample>>();
  for (const example of examples) {
    const key = foldText(example.intent);
    const forms = spellings.get(key) ?? new Map<string, IntentExample>();
    if (!forms.has(example.intent)) forms.set(example.intent, example);
    spellings.set(key, forms);
  }
  const torn = [...spellings.values()].filter((forms) => forms.size > 1);
  const spelling = countCheck(
    'label_spelling',
    torn.map((forms) => [...forms].map(([form, { where }]) => `${where} “${form}”`).join(', ')),
    { message: (n) => `${n} ${n === 1 ? 'label is' : 'labels are'} written in more than one way` },
  );
  return known === null ? [spelling] : [spelling, unknownLabels(examples, known)];
}

function unknownLabels(examples: readonly IntentExample[], known: readonly string[]): AuditCheck {
  const names = new Set(known);
  const strange = examples.filter(({ intent }) => !names.has(intent));
  const labels = [...new Set(strange.map(({ intent }) => intent))];
  return countCheck(
    'unknown_labels',
    strange
      .slice(0, MAX_EXAMPLES)
      .map(({ where, intent }) => `${where} “${intent}”`)
      .concat(strange.slice(MAX_EXAMPLES).map(({ where }) => where)),
    {
      message: (n) =>
        `${n} rows have a label that is no known intent${labels.length === 0 ? '' : `: ${labels.slice(0, MAX_EXAMPLES).join(', ')}`}`,
    },
  );
}
