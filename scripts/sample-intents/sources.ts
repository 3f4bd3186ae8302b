/** Everything that the generator reads: what was written by hand, the grammars, and the catalog. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Line, readConversations, readLines } from './lines.js';
import type { Conversation } from './rows.js';

export interface Sources {
  /** Conversations written by hand; a line of an intent's own file is a conversation of one turn. */
  readonly written: readonly Conversation[];
  /** Lines of templates by intent. */
  readonly grammar: ReadonlyMap<string, readonly Line[]>;
  readonly asides: readonly Line[];
  /** Templates of the synthetic rows by intent, and the file as it is. */
  readonly synthetic: ReadonlyMap<string, { readonly lines: readonly Line[]; readonly prompt: string }>;
  /** Lines of the unlabelled days by what they are: a new intent, or `out_of_scope`. */
  readonly july: ReadonlyMap<string, readonly Line[]>;
  /** Conversations of those days that belong to the twelve intents. */
  readonly julyKnown: readonly Conversation[];
}

/** Base name → lines, for the `.txt` files of a folder whose names don't begin with `_`. */
function readFolder(folder: string): Map<string, readonly Line[]> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.txt') && !name.startsWith('_'));
  return new Map(names.sort().map((name) => [name.slice(0, -4), readLines(join(folder, name))]));
}

function writtenIn(folder: string): Conversation[] {
  const names = readdirSync(folder).filter((name) => name !== 'conversations.txt');
  const single = names.sort().flatMap((name) =>
    readLines(join(folder, name)).map(({ tag, lang, text }): Conversation => {
      const turns = [{ intent: name.slice(0, -4), lang, text }];
      return tag === undefined ? { turns } : { turns, month: tag };
    }),
  );
  return [...single, ...readConversations(join(folder, 'conversations.txt'))];
}

export function readSources(folder: string): Sources {
  const synthetic = readFolder(join(folder, 'synthetic'));
  return {
    written: writtenIn(join(folder, 'written')),
    grammar: readFolder(join(folder, 'grammar')),
    asides: readLines(join(folder, 'grammar', '_asides.txt')),
    synthetic: new Map(
      [...synthetic].map(([intent, lines]) => [
        intent,
        { lines, prompt: readFileSync(join(folder, 'synthetic', `${intent}.txt`), 'utf8') },
      ]),
    ),
    july: readFolder(join(folder, 'july')),
    julyKnown: readConversations(join(folder, 'july', '_known.txt')),
  };
}
