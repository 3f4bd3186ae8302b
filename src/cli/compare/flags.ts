/** The options of `compare`. */
import type { CommonOptions } from '../command.js';

/** As commander hands them over. */
export interface CompareFlags extends CommonOptions {
  readonly retriever?: string[];
  readonly measure?: string[];
  readonly suite?: string;
  readonly qrels?: string;
  readonly policy?: string[];
  readonly failOn?: string[];
  readonly moved: string;
  readonly rounds: string;
  readonly out?: string;
}
