/** What became of the questions and labels of a set of negatives, for a person: a line or two, and nothing where all is well. */
import type { Assessment, JudgedNegatives, PoolFacts } from '../../evals/hardness/pools/assess.js';
import type { Judgement } from '../../evals/judged-report.js';
import { renderHardness } from './hardness.js';

/**
 * The verdict of an eval, what it rests on, and what to do where it is not sound.
 *
 * @param options.of what was evaluated, for a sentence: `suite`
 */
export function renderJudgement(
  { hardness, verdict }: Pick<Judgement, 'hardness' | 'verdict'>,
  { of, verbose = false }: { readonly of: string; readonly verbose?: boolean },
): readonly string[] {
  if (hardness === null) return [`Whether this ${of} is too easy was not measured: its figures may flatter.`];
  const next = verdict === 'sound' ? [] : [`  → ${hardness.next}`];
  return [renderHardness(hardness, { verbose }), ...renderGrounds(hardness), ...next];
}

/** Both, below what is found out of the negatives; no line where there is nothing to say. */
export function renderGrounds({ pools, labels, evidence }: JudgedNegatives): readonly string[] {
  const lines = [
    pools === undefined ? '' : renderPoolFacts(pools),
    labels === undefined ? '' : renderEvidence({ labels, evidence: evidence ?? null }),
  ];
  return lines.filter((text) => text !== '');
}

/** Questions that are in no pool, and pools that are short. */
function renderPoolFacts(facts: PoolFacts): string {
  const parts =
    'shape' in facts
      ? [
          facts.shape === null
            ? ''
            : `${count(facts.rows, `${facts.shape} row`)}, ${count(facts.questions, 'question')}`,
          ...Object.entries(facts.left_out).map(([reason, n]) => `${n.toLocaleString('en')} ${words(reason)}`),
        ]
      : [
          facts.sampled < facts.queries.out ? `${facts.sampled} of ${facts.queries.out} questions drawn` : '',
          ...Object.entries(facts.queries.dropped).map(([reason, n]) => `${count(n, 'question')} ${words(reason)}`),
          facts.short > 0 ? `${facts.short} with fewer than ${facts.wanted} negatives, not filled up` : '',
          facts.empty > 0 ? `${facts.empty} with none` : '',
        ];
  return line('pools', parts);
}

/** What the labels of a file were good for. */
function renderEvidence({ labels, evidence }: Pick<Assessment, 'labels' | 'evidence'>): string {
  if (labels === null) return '';
  const { random, suspicious, dead, elsewhere, pending, refuted_positives } = labels;
  const counted = evidence?.kind === 'reviewed' ? `${evidence.judged} of ${evidence.negatives} negatives judged` : '';
  return line('labels', [
    `${labels.labels} read`,
    counted,
    evidence?.at_least ? 'too few of a random draw: what is not judged counts as no answer' : '',
    `${random} of the random draw and ${suspicious} suspicious ones are on negatives of this set`,
    dead > 0 ? `${dead} are dead: the text or the question that they judged is no more` : '',
    elsewhere > 0 ? `${elsewhere} are on other pairs` : '',
    pending > 0 ? `${pending} lines are not decided` : '',
    refuted_positives > 0 ? `${count(refuted_positives, 'right passage')} does not answer, says the reader` : '',
  ]);
}

function line(name: string, parts: readonly string[]): string {
  const said = parts.filter((part) => part !== '');
  return said.length === 0 ? '' : `  ${name}: ${said.join('; ')}`;
}

function count(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
}

function words(reason: string): string {
  return reason.replaceAll('_', ' ');
}
