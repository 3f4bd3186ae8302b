/** What a suite's shape does not say: ids, gold and type that agree, gates on what can be measured. */
import { RaftCorpusError } from '../../core/errors.js';
import { nearest } from '../../core/nearest.js';
import { lineOf, type YamlPlaces } from '../../core/yaml-issues.js';
import { parseMeasure } from '../measures/parse-measure.js';
import { retrieverNames } from '../retrieve/retriever.js';
import { SLICE_KEYS } from '../slices/slice-keys.js';
import type { EvalSuite, Gate, SuiteQuestion } from './schema.js';

type Path = readonly (string | number)[];
/** Throws with the file and the line of a path. */
type Refuse = (path: Path, message: string, fix?: string) => never;

/** @throws RaftCorpusError with file and line, for the first thing that is wrong */
export function checkSuiteContent(suite: EvalSuite, places: YamlPlaces, where: string): void {
  const refuse: Refuse = (path, message, fix) => {
    throw new RaftCorpusError(message, {
      where: `${where}:${lineOf(places, path)}`,
      ...(fix === undefined ? {} : { fix }),
    });
  };
  checkIds(suite.questions, 'questions', refuse);
  for (const [i, question] of suite.questions.entries()) checkQuestion(question, ['questions', i], refuse);
  for (const [i, name] of suite.retrievers.entries()) checkRetriever(name, ['retrievers', i], refuse);
  const twice = suite.retrievers.findIndex((name, i) => suite.retrievers.indexOf(name) !== i);
  if (twice >= 0) refuse(['retrievers', twice], `the retriever "${suite.retrievers[twice]}" stands twice`);
  checkIds(suite.gates, 'gates', refuse);
  for (const [i, gate] of suite.gates.entries()) checkGate(gate, { suite, path: ['gates', i], refuse });
}

function checkIds(items: readonly { readonly id: string }[], key: 'questions' | 'gates', refuse: Refuse): void {
  const seen = new Set<string>();
  for (const [i, { id }] of items.entries()) {
    if (seen.has(id)) refuse([key, i, 'id'], `two ${key} share the id "${id}"`, 'Give each an id of its own.');
    seen.add(id);
  }
}

function checkQuestion({ id, type, gold, slices }: SuiteQuestion, path: Path, refuse: Refuse): void {
  if (type === 'unanswerable' && gold.length > 0) {
    refuse([...path, 'gold'], `${id}: an unanswerable question has gold`, 'Empty its gold or change its type.');
  }
  if (type !== 'unanswerable' && gold.length === 0) {
    refuse(path, `${id}: a question has no gold`, 'Give its gold, or make it unanswerable.');
  }
  const taken = SLICE_KEYS.find((key) => Object.hasOwn(slices, key));
  if (taken !== undefined) {
    refuse([...path, 'slices', taken], `${id}: the slice "${taken}" is worked out from the question and its gold`);
  }
}

function checkRetriever(name: string, path: Path, refuse: Refuse): void {
  const known = retrieverNames(true);
  if (known.includes(name)) return;
  const near = nearest(name, known);
  refuse(path, `unknown retriever "${name}"${near ? `; did you mean "${near}"?` : ''}`, `Known: ${known.join(', ')}.`);
}

interface GateContext {
  readonly suite: EvalSuite;
  readonly path: Path;
  readonly refuse: Refuse;
}

function checkGate(gate: Gate, { suite, path, refuse }: GateContext): void {
  checkRetriever(gate.retriever, [...path, 'retriever'], refuse);
  try {
    parseMeasure(gate.measure);
  } catch (error) {
    if (!(error instanceof RaftCorpusError)) throw error;
    refuse([...path, 'measure'], `gate ${gate.id}: ${error.message}`, error.fix);
  }
  if (gate.slice === undefined) return;
  const [key = '', value = ''] = gate.slice.split(/=(.*)/s);
  if (value === '') refuse([...path, 'slice'], `gate ${gate.id}: a slice is written key=value, e.g. lang=ja`);
  const own = suite.questions.flatMap(({ slices }) => Object.keys(slices));
  const keys = [...new Set([...suite.slices, ...own])];
  if (keys.includes(key)) return;
  const near = nearest(key, keys);
  refuse(
    [...path, 'slice'],
    `gate ${gate.id}: unknown slice "${key}"${near ? `; did you mean "${near}"?` : ''}`,
    `Slices of this suite: ${keys.join(', ')}.`,
  );
}
