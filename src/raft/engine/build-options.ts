/** What a build takes. */
import type { Progress } from '../../core/progress.js';
import type { SplitShares } from '../../dataset/splits.js';
import type { Embedder } from '../../embed/embedder.js';
import type { ExampleOptions } from '../examples/make-example.js';
import type { FactLabels } from '../questions/catalog/fact-intents.js';
import type { QuestionStage, QuestionStream } from '../questions/stage.js';
import type { Style } from '../questions/style/style.js';
import type { LanguageShares, TypeShares } from './cells.js';
import type { Spare } from './supply.js';

/** What every build takes; the options of contexts are those of {@link ExampleOptions}. */
export interface BuildOptions extends Omit<ExampleOptions, 'countTokens'> {
  /** The corpus's own embedder. */
  readonly embedder: Embedder;
  /** Examples wanted over all splits, twins apart; default 1000. */
  readonly examples?: number;
  /** Share P of answerable examples whose context holds the oracle; default 0.8. */
  readonly oracleShare?: number;
  /** Shares; they need not sum to one, and what is left out is not asked. Default: `DEFAULT_TYPES`. */
  readonly types?: TypeShares;
  readonly languages?: LanguageShares;
  readonly splits?: SplitShares;
  readonly labels?: FactLabels;
  /** Ways in which catalog questions are written, where they differ from `DEFAULT_STYLE`. */
  readonly style?: Partial<Style>;
  /** What questions go through before they are mined. */
  readonly stages?: readonly QuestionStage[];
  /** Questions asked before those of the grounded generator. */
  readonly extraSources?: readonly QuestionStream[];
  /** Questions prepared at once; default 2048. It changes no row. */
  readonly batch?: number;
  /** Questions prepared beyond those wanted: fewer where a stage costs money. It changes no row. */
  readonly spare?: Spare;
  readonly progress?: Progress;
}
