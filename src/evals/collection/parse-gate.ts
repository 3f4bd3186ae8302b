/** Gates as people write them on a command line: `nDCG@10>=0.7`, `hybrid:stale-hit@5<=0.05`. */
import { RaftCorpusError } from '../../core/errors.js';
import { parseMeasure } from '../measures/parse-measure.js';
import type { Gate } from '../suite/suite.js';

const GATE = /^(?:(?<retriever>[a-z-]+):)?(?<measure>[^<>=\s]+)\s*(?<bound>>=|<=)\s*(?<value>-?\d+(?:\.\d+)?)$/;

/**
 * One gate for each retriever that it is about: the one it names, else all.
 *
 * @throws RaftCorpusError for what is no gate, an unknown measure, or a retriever that is not evaluated
 */
export function parseGate(text: string, retrievers: readonly string[]): readonly Gate[] {
  const { retriever, measure = '', bound, value } = GATE.exec(text.trim())?.groups ?? {};
  if (bound === undefined) {
    throw new RaftCorpusError(`${JSON.stringify(text)} is no gate`, {
      where: '--gate',
      fix: "Write 'nDCG@10>=0.7', or 'hybrid:stale-hit@5<=0.05' for one retriever, in quotes: > means something to a shell.",
    });
  }
  const { name } = parseMeasure(measure);
  if (retriever !== undefined && !retrievers.includes(retriever)) {
    throw new RaftCorpusError(`a gate is about ${retriever}, which is not evaluated`, {
      where: `--gate ${text}`,
      fix: `Evaluated: ${retrievers.join(', ')}; choose them with --retriever.`,
    });
  }
  if (!(Number(value) >= 0 && Number(value) <= 1)) {
    throw new RaftCorpusError(`a gate has its limit at ${value}, and measures lie between 0 and 1`, {
      where: `--gate ${text}`,
      fix: `Write shares, e.g. ${name}${bound}0.7.`,
    });
  }
  const limit = bound === '>=' ? { min: Number(value) } : { max: Number(value) };
  return (retriever === undefined ? retrievers : [retriever]).map((one) => ({
    id: `${one}:${name}${bound}${value}`,
    measure: name,
    retriever: one,
    on: 'mean' as const,
    ...limit,
  }));
}
