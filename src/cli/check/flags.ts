/** The options of `check`. */
import type { CommonOptions } from '../command.js';

/** As commander hands them over. */
export interface CheckFlags extends CommonOptions {
  readonly maxRotten: string;
  readonly verdict?: string[];
  readonly limit: string;
  readonly repair?: boolean;
  readonly out?: string;
  readonly dryRun?: boolean;
}
