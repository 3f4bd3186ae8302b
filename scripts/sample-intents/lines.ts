/**
 * Reads what was written by hand: `lang| text` or `lang month| text` a line, `#` for comments. In
 * `conversations.txt` a line begins with its intent as well, and an empty line ends a conversation.
 */
import { readFileSync } from 'node:fs';
import type { Conversation, Lang } from './rows.js';

const CODES: Readonly<Record<string, Lang>> = { en: 'en', ja: 'ja', mx: 'mixed', ro: 'romaji', em: 'emoji' };

export interface Line {
  /** The words between the language and the bar: a month, or `before` and `after`. */
  readonly tag: string | undefined;
  readonly lang: Lang;
  readonly text: string;
}

function parseLine(line: string, where: string): Line {
  const [, code = '', tag, text = ''] = /^(\w\w)(?: (\w+))?\| (\S.*)$/u.exec(line) ?? [];
  const lang = CODES[code];
  if (!lang) throw new Error(`${where}: not "lang| text": ${line}`);
  return { tag, lang, text: text.trim() };
}

/** Lines of a file, without comments and empty lines; throws where a line has another form. */
export function readLines(path: string): readonly Line[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => parseLine(line, path));
}

/** Paragraphs of `intent lang[ month]| text`. */
export function readConversations(path: string): readonly Conversation[] {
  const paragraphs = readFileSync(path, 'utf8')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.split('\n').filter((line) => line !== '' && !line.startsWith('#')))
    .filter((lines) => lines.length > 0);
  return paragraphs.map((lines) => {
    const parsed = lines.map((line) => {
      const [, intent = '', rest = ''] = /^(\w+) (.*)$/u.exec(line) ?? [];
      return { intent, ...parseLine(rest, path) };
    });
    const month = parsed.find(({ tag }) => tag)?.tag;
    const turns = parsed.map(({ intent, lang, text }) => ({ intent, lang, text }));
    return month === undefined ? { turns } : { turns, month };
  });
}
