/** From a name to its measure: `nDCG@10`, `P(rel=2)@5`, or what trec_eval calls them. */
import { RaftCorpusError } from '../../core/errors.js';
import { nearest } from '../../core/nearest.js';
import type { Policies } from '../policies.js';
import { fromTrecEval, synonymOf } from './aliases.js';
import { MEASURE_FAMILIES, type MeasureFamily, type Said, shapeOf } from './families.js';
import type { Measure } from './measure.js';
import { GAINS } from './ndcg.js';

/** What an eval reports when nothing else is asked for. */
export const DEFAULT_MEASURES = [
  'nDCG@10',
  'RR@10',
  'R@1',
  'R@5',
  'R@10',
  'Hit@1',
  'stale-hit@1',
  'stale-hit@5',
] as const;

/** What a name leaves open. */
export interface MeasureDefaults {
  /** What a plain `nDCG` gains; default linear. */
  readonly gains?: Policies['gains'];
  /** The least relevant grade where a name does not say `rel=` (trec_eval -l); default 1. It becomes part of the name. */
  readonly rel?: number;
}

const NAME = /^(?<family>[A-Za-z][A-Za-z_-]*)(?:\((?<parameters>[^()]*)\))?(?:@(?<cutoff>[1-9]\d*))?$/;

/**
 * Parses a canonical name: a family of {@link MEASURE_FAMILIES}, parameters in brackets (`rel=2`: the least grade that is
 * relevant; `gains=exponential`), `@` and a cut-off. trec_eval's names (`map`, `ndcg_cut_10`, `recip_rank`, `P_5`,
 * `success_1`) are taken for ours; the measure's `name` is canonical.
 *
 * @throws RaftCorpusError for a name that is no measure, with the nearest that is one
 */
export function parseMeasure(name: string, defaults: MeasureDefaults = {}): Measure {
  const { family, parameters, cutoff } = NAME.exec(fromTrecEval(name))?.groups ?? {};
  const known = family === undefined ? undefined : familyNamed(family);
  if (family === undefined || known === undefined) throw unknown(name, family);
  checkCutoff(name, family, cutoff);
  const { gains = null, rel } = readParameters(name, { family, known, text: parameters });
  const level = known.parameters.includes('rel') ? (rel ?? defaults.rel ?? 1) : 1;
  const said = { cutoff: cutoff === undefined ? null : Number(cutoff), rel: level, gains };
  return known.make(said, { gains: defaults.gains ?? 'linear' });
}

function familyNamed(family: string): MeasureFamily | undefined {
  return Object.hasOwn(MEASURE_FAMILIES, family) ? MEASURE_FAMILIES[family] : undefined;
}

function checkCutoff(name: string, family: string, cutoff: string | undefined): void {
  const rule = familyNamed(family)?.cutoff;
  if (cutoff === undefined && rule === 'required') {
    throw new RaftCorpusError(`the measure "${name}" lacks its cut-off`, {
      fix: `Say how deep to look, e.g. ${name}@10.`,
    });
  }
  if (cutoff !== undefined && rule === 'none') {
    throw new RaftCorpusError(`the measure "${name}" takes no cut-off`, { fix: `It reads the whole list: ${family}.` });
  }
  if (cutoff !== undefined && !Number.isSafeInteger(Number(cutoff))) {
    throw new RaftCorpusError(`the cut-off of "${name}" is too large`, { fix: 'No list is that long.' });
  }
}

interface ParameterText {
  readonly family: string;
  readonly known: MeasureFamily;
  /** What stands between the brackets; undefined without any. */
  readonly text: string | undefined;
}

function readParameters(name: string, { family, known, text }: ParameterText): Partial<Pick<Said, 'rel' | 'gains'>> {
  const read: { rel?: number; gains?: Policies['gains'] } = {};
  if (text === undefined) return read;
  for (const part of text.split(',')) {
    const [key = '', value = ''] = part.split('=', 2).map((word) => word.trim());
    const parameter = known.parameters.find((word) => word === key);
    const gains = GAINS.find((word) => word === value);
    if (parameter === 'rel' && read.rel === undefined && /^[1-9]\d{0,8}$/.test(value)) read.rel = Number(value);
    else if (parameter === 'gains' && read.gains === undefined && gains !== undefined) read.gains = gains;
    else throw wrongParameter(name, part, { family, known });
  }
  return read;
}

function wrongParameter(name: string, part: string, { family, known }: Omit<ParameterText, 'text'>): RaftCorpusError {
  const forms = { rel: 'rel=N, the least grade that is relevant', gains: `gains=${GAINS.join(' or gains=')}` };
  const taken = known.parameters.map((parameter) => forms[parameter]);
  return new RaftCorpusError(`the measure "${name}" has a parameter that is not understood: "${part.trim()}"`, {
    fix: taken.length === 0 ? `${family} takes none.` : `${family} takes ${taken.join(' and ')}, each once.`,
  });
}

function unknown(name: string, family: string | undefined): RaftCorpusError {
  const meant = meantBy(name, family);
  const families = Object.keys(MEASURE_FAMILIES).map(shapeOf).join(', ');
  return new RaftCorpusError(`unknown measure "${name}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`, {
    fix: `Use one of ${families} with k ≥ 1, e.g. nDCG@10; P(rel=2)@5 counts grades of 2 and more.`,
  });
}

/** The name with its family mended, where that gives one that can be parsed. */
function meantBy(name: string, family: string | undefined): string | undefined {
  const word = family ?? /^[A-Za-z][A-Za-z_-]*/.exec(name)?.[0];
  if (word === undefined) return undefined;
  const mended = synonymOf(word) ?? nearest(word, Object.keys(MEASURE_FAMILIES));
  const rest = name.slice(name.indexOf(word) + word.length).trim();
  const suggestion = mended === undefined ? undefined : `${mended}${rest.replace(/^[._ ]?(\d+)$/, '@$1')}`;
  return suggestion !== undefined && isMeasure(suggestion) ? suggestion : undefined;
}

function isMeasure(name: string): boolean {
  const { family, cutoff } = NAME.exec(name)?.groups ?? {};
  const rule = family === undefined ? undefined : familyNamed(family)?.cutoff;
  return rule !== undefined && (cutoff === undefined ? rule !== 'required' : rule !== 'none');
}
