/** JaQuAD's questions with their ids, answers and passages, as a corpus to mine from. Read from ../shared/data. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CorpusText } from '../../src/negatives/corpus.js';

interface SquadFile {
  readonly data: readonly {
    readonly title: string;
    readonly paragraphs: readonly {
      readonly context: string;
      readonly qas: readonly { readonly id: string; readonly question: string; readonly answers: [{ text: string }] }[];
    }[];
  }[];
}

/** A question with the one passage that it was written for. */
export interface JaquadQuestion {
  /** As in the data: `tr-000-00-000`. */
  readonly id: string;
  readonly text: string;
  readonly answer: string;
  /** The question's id without its last part: `tr-000-00`. */
  readonly passageId: string;
}

export interface Jaquad {
  readonly questions: readonly JaquadQuestion[];
  /** In ascending order of passage_id. */
  readonly texts: readonly CorpusText[];
}

/** One split, whole. */
export function readJaquad(data: string, split: 'train' | 'dev'): Jaquad {
  const folder = join(data, 'jaquad', split);
  const questions: JaquadQuestion[] = [];
  const texts = new Map<string, CorpusText>();
  for (const name of readdirSync(folder).sort()) {
    const file = JSON.parse(readFileSync(join(folder, name), 'utf8')) as SquadFile;
    for (const { context, qas } of file.data.flatMap(({ paragraphs }) => paragraphs)) {
      for (const { id, question, answers } of qas) {
        const passageId = id.replace(/-[^-]+$/, '');
        texts.set(passageId, { passage_id: passageId, text: context });
        questions.push({ id, text: question, answer: answers[0].text, passageId });
      }
    }
  }
  return { questions, texts: [...texts.values()].sort((a, b) => (a.passage_id < b.passage_id ? -1 : 1)) };
}
