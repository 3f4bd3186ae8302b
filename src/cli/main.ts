#!/usr/bin/env node
/** The executable: real streams, real clock, and LanceDB's own log kept out of the user's sight. */
import { abandonUnfinished } from '../core/files.js';
import { EXIT } from './failure.js';
import { processIo } from './io.js';
import { runCli } from './program.js';

process.env.LANCEDB_LOG ??= 'error';
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `raft-corpus stale | head` closes the pipe: that is no failure.
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  throw error;
});
for (const [signal, code] of [
  ['SIGINT', EXIT.interrupted],
  ['SIGTERM', EXIT.terminated],
] as const) {
  process.once(signal, () => {
    abandonUnfinished();
    process.stderr.write('\ninterrupted: nothing half-done is visible; run the same command again to resume\n');
    process.exit(code);
  });
}

await runCli(process.argv.slice(2), processIo());
