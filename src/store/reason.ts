/** What LanceDB says went wrong, without the places in its own source where it noticed. */
import { messageOf } from '../core/errors.js';

/** Longest reason shown; the error itself stays as `cause`, for `--verbose`. */
const LONGEST = 200;

/** One line for a person: no source locations, nested structures or repeated causes. */
export function storeReason(error: unknown): string {
  const [line = ''] = messageOf(error).split('\n', 1);
  const plain =
    line.split(/,? *(?:\/rustc\/|\/usr\/local\/cargo|[Ll]ocation:?\s*\{|Caused by|: IO \{|backtrace:)/, 1)[0] ?? line;
  const trimmed = plain.replace(/[\s,:;{]+$/, '');
  return trimmed.length > LONGEST ? `${trimmed.slice(0, LONGEST - 1)}…` : trimmed;
}
