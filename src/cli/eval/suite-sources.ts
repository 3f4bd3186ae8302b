/** Sources that a suite's gold names, against those that there are. */
import type { LoadedConfig } from '../../config/load.js';
import { nearest } from '../../core/nearest.js';
import type { Progress } from '../../core/progress.js';
import type { EvalSuite } from '../../evals/suite/schema.js';

/** Gold of a source that nobody configured drifts, whatever the corpus says: most often its name is misspelt. */
export function warnOfSources({ questions }: EvalSuite, { sources }: LoadedConfig, progress: Progress): void {
  const known = sources.map(({ id }) => id);
  for (const name of new Set(questions.flatMap(({ gold }) => gold.map(({ source }) => source)))) {
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    progress.warn(
      `gold names the source "${name}", which the config does not have${near ? `; did you mean "${near}"?` : ''}`,
    );
  }
}
