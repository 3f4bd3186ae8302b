/** One training example, whatever file it came from. */
import type { RaftRow, Split } from '../../raft-row.js';
import type { ReadDocument } from '../document.js';

/** Shapes that are told apart by their keys; `chat` is Gorilla's and OpenAI's alike. */
export const READ_SHAPES = [
  'native',
  'hf',
  'completion',
  'chat',
  'eval',
  'sharegpt',
  'alpaca',
  'dpo',
  'dpo-chat',
] as const;
export type ReadShape = (typeof READ_SHAPES)[number];

/** A document of a context; `isOracle` is undefined where the shape does not say. */
export interface RecordDocument extends ReadDocument {
  readonly isOracle?: boolean;
}

/** A record of any shape. What a shape does not hold is absent, not empty. */
export interface RaftRecord {
  readonly shape: ReadShape;
  readonly id?: string;
  readonly question: string;
  readonly documents: readonly RecordDocument[];
  /** Texts of what answers, in the context or not; empty where the file says that there is none. */
  readonly oracles?: readonly string[];
  /** Reasoning and answer, without `<STOP>`. */
  readonly cotAnswer?: string;
  /** The final answer: stated by the shape, else what follows `<ANSWER>:`. */
  readonly answer?: string;
  /** The final answer where the shape states it beside the reasoning. */
  readonly statedAnswer?: string;
  readonly split?: Split;
  /** The prompt as it stands in the file, escapes and all; absent for native rows, which have none. */
  readonly prompt?: string;
  /** What the model is to say, as it stands in the file, `<STOP>` included. */
  readonly said?: string;
  /** Native rows whole. */
  readonly row?: RaftRow;
}
