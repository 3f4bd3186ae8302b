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
  const isWell = verdict === 'sound' && hardness.gates.every(({ passed }) => passed);
  const next = isWell ? [] : [`  → ${hardness.next}`];
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
          ...Object.entries(facts.left_out).map(([reason, n]) => `${number(n)} ${words(reason)}`),
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
  const counted =
    evidence?.kind === 'reviewed'
      ? `${number(evidence.judged)} of ${count(evidence.negatives, 'negative')} judged`
      : '';
  return line('labels', [
    `${number(labels.labels)} read`,
    counted,
    evidence?.at_least ? 'too few of a random draw: what is not judged counts as no answer' : '',
    `${random} of the random draw and ${suspicious} suspicious ones are on negatives of this set`,
    dead > 0 ? `${dead} are dead: the text or the question that they judged is no more` : '',
    elsewhere > 0 ? `${elsewhere} are on other pairs` : '',
    pending > 0 ? `${count(pending, 'line')} not decided` : '',
    refuted_positives > 0 ? `${count(refuted_positives, 'right passage')} found not to answer` : '',
  ]);
}

function line(name: string, parts: readonly string[]): string {
  const said = parts.filter((part) => part !== '');
  return said.length === 0 ? '' : `  ${name}: ${said.join('; ')}`;
}

function count(n: number, noun: string): string {
  return `${number(n)} ${noun}${n === 1 ? '' : 's'}`;
}

function number(n: number): string {
  return n.toLocaleString('en');
}

/** What was left out of a file, where the name of the reason alone is too short to be understood. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  no_oracle: 'without their oracle in the context',
  oracle_unknown: 'that do not say which document answers',
  twin: 'with the documents of another row in another order',
  text_gone: 'texts that nobody has any more',
  also_positive: 'texts called right and wrong for one question',
};

function words(reason: string): string {
  return LEFT_OUT[reason] ?? reason.replaceAll('_', ' ');
}
