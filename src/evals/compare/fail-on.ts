/** Gates on differences: `nDCG@10<-0.02` says what must not happen. */
import { RaftCorpusError } from '../../core/errors.js';
import { parseMeasure } from '../measures/parse-measure.js';
import { ALPHA, type Difference } from './differences.js';
import { pText, signed } from './sentence.js';

export interface FailOn {
  /** As the user wrote it. */
  readonly text: string;
  /** Null: of every retriever that is compared. */
  readonly retriever: string | null;
  readonly measure: string;
  /** `lang=ja`; null: all questions. */
  readonly slice: string | null;
  readonly bound: '<' | '>';
  readonly threshold: number;
}

export interface FailOnResult extends Omit<FailOn, 'retriever'> {
  readonly retriever: string;
  /** Null: the measure has no value on both sides, which fails: silence is no pass. */
  readonly difference: number | null;
  readonly p: number | null;
  readonly passed: boolean;
  readonly message: string;
}

const SHAPE =
  /^(?:(?<retriever>[A-Za-z][\w-]*):)?(?<measure>[^<>=:[\]\s]+(?:\([^()]*\)[^<>=:[\]\s]*)?)(?:\[(?<slice>[^[\]]+)\])?\s*(?<bound>[<>])\s*(?<threshold>[+\-−]?\d*\.?\d+)$/;

/**
 * Reads `[RETRIEVER:]MEASURE[SLICE]<NUMBER`, the slice in square brackets: `hybrid:R@10[lang=ja]<-0.05`. The number is a
 * loss: at most 0 with `<` where more is better, at least 0 with `>` where less is.
 *
 * @throws RaftCorpusError for what is no such gate, an unknown measure, or a gate that would fail on a gain
 */
export function parseFailOn(text: string): FailOn {
  const { retriever, measure, slice, bound, threshold } = SHAPE.exec(text.trim())?.groups ?? {};
  const value = Number(threshold?.replace('−', '-'));
  if (measure === undefined || Number.isNaN(value) || (bound !== '<' && bound !== '>')) {
    throw new RaftCorpusError(`--fail-on cannot be read: ${JSON.stringify(text)}`, {
      fix: "Name a loss: 'nDCG@10<-0.02', 'stale-hit@5>0.01', or for a slice 'nDCG@10[lang=ja]<-0.05'. Quote it: a shell reads < and > itself.",
    });
  }
  const { name, better } = parseMeasure(measure);
  const higher = better === 'higher';
  if (higher ? bound === '>' || value > 0 : bound === '<' || value < 0) {
    const example = higher ? `${measure}<-0.02` : `${measure}>0.02`;
    throw new RaftCorpusError(`--fail-on ${JSON.stringify(text)} would fail on a gain`, {
      fix: `Of ${measure} ${higher ? 'more' : 'less'} is better; name the loss that must not happen: '${example}'.`,
    });
  }
  return { text, retriever: retriever ?? null, measure: name, slice: slice ?? null, bound, threshold: value };
}

/** Fails where the difference is beyond the threshold and can be told from none; a gate is one test, so p stands as it is. */
export function checkFailOn(
  gate: FailOn,
  found: { readonly retriever: string; readonly difference?: Difference },
): FailOnResult {
  const { retriever, difference } = found;
  const what = `${gate.measure}${gate.slice === null ? '' : ` in ${gate.slice}`} of ${retriever}`;
  if (!difference) {
    const message = `${what} has no value on both sides`;
    return { ...gate, retriever, difference: null, p: null, passed: false, message };
  }
  const { difference: value, p, queries, detectable } = difference;
  const isBeyond = gate.bound === '<' ? value < gate.threshold : value > gate.threshold;
  const isTold = p <= ALPHA;
  const limit = `${signed(gate.threshold)} is the limit`;
  const figures = `${what} went by ${signed(value)} (${pText(p)}, ${queries.toLocaleString('en')} questions); ${limit}`;
  const power = detectable === null ? '' : `; about ${detectable.toFixed(2)} would show`;
  const doubt = isBeyond && !isTold ? `, but no difference can be told${power}` : '';
  return { ...gate, retriever, difference: value, p, passed: !(isBeyond && isTold), message: `${figures}${doubt}` };
}
