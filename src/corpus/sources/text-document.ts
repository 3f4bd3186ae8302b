/** One Markdown, HTML or text file as a document. */
import { RaftCorpusError } from '../../core/errors.js';
import type { TextFormat } from '../../dataset/readers/formats.js';
import { readText } from '../../dataset/readers/read-text.js';
import { detectLanguage } from '../../text/language.js';
import type { Block, SourceDocument } from '../document.js';
import { parseHtml } from '../formats/html.js';
import { parseMarkdown } from '../formats/markdown.js';
import type { ParsedText } from '../formats/parsed-text.js';
import { parsePlain } from '../formats/plain.js';
import type { SourceFile } from './files.js';
import { type FrontMatter, readFrontMatterFields } from './front-matter-fields.js';
import { contradictsLang, readLang } from './lang.js';
import { type Fault, noteTimestamp, type ReadContext } from './outcome.js';
import type { TextTimestamps } from './timestamps.js';
import type { PathLanguage } from './translation-pairs.js';

/** What text documents of one source share. */
export interface TextContext extends ReadContext {
  readonly timestamps: TextTimestamps;
  readonly pathLanguage: (docId: string) => PathLanguage;
  /** Paths below the globs' fixed parts: the doc_ids that originals may have. */
  readonly fileIds: ReadonlySet<string>;
  /** Told how many bytes of the file were read. */
  readonly onBytes: (bytes: number) => void;
}

/** A document, a fault, or `empty` for a file without any text. */
export type TextOutcome = { readonly document: SourceDocument } | Fault | 'empty';

/** Reads and parses one file. Never throws what the file's content is to blame for: that is a fault. */
export async function readTextDocument(
  file: SourceFile,
  format: TextFormat,
  context: TextContext,
): Promise<TextOutcome> {
  let docId: string | null = null;
  try {
    const { encoding } = context.config;
    const parsed = parse(
      await readText(file.path, { name: file.name, encoding, onBytes: context.onBytes }),
      format,
      file,
    );
    if (parsed.blocks.length === 0) return 'empty';
    const stated = readFrontMatterFields(parsed, { config: context.config, docId: file.docId });
    docId = stated.docId;
    const [problem] = stated.problems;
    if (problem !== undefined) {
      const message = stated.problems.map((each) => each.message).join('; ');
      return { error: new RaftCorpusError(`front matter: ${message}`, { where: file.name, fix: problem.fix }), docId };
    }
    return { document: await assemble({ file, parsed, stated, context }) };
  } catch (error) {
    if (error instanceof RaftCorpusError) return { error, docId };
    throw error;
  }
}

function parse(text: string, format: TextFormat, file: SourceFile): ParsedText {
  if (format === 'markdown') return parseMarkdown(text, { location: file.name });
  return format === 'html' ? parseHtml(text) : parsePlain(text);
}

interface Parts {
  readonly file: SourceFile;
  readonly parsed: ParsedText;
  readonly stated: FrontMatter;
  readonly context: TextContext;
}

async function assemble({ file, parsed, stated, context }: Parts): Promise<SourceDocument> {
  const { config } = context;
  const stamp = await context.timestamps(file, stated.updatedAt);
  const path = context.pathLanguage(stated.docId);
  const document: SourceDocument = {
    sourceId: config.id,
    docId: stated.docId,
    kind: config.kind,
    title: stated.title ?? parsed.title ?? nameOf(file),
    lang: langOf({ file, parsed, stated, context }, path.lang),
    url: stated.url,
    text: parsed.text,
    blocks: stated.spoiler ? parsed.blocks.map((block): Block => ({ ...block, spoiler: true })) : parsed.blocks,
    facts: stated.facts,
    updatedAt: stamp?.instant ?? null,
    updatedAtFrom: stamp?.origin ?? null,
    validFrom: stated.validFrom,
    validTo: stated.validTo,
    translationOf: stated.translationOf ?? originalOf(path, { docId: stated.docId, file, context }),
    group: stated.group,
    location: file.name,
  };
  noteTimestamp(document, context);
  return document;
}

/** The language as stated (front matter, `<html lang>`, path, config), else detected. A lie is told, not corrected. */
function langOf({ file, parsed, stated, context }: Parts, fromPath: string | null): string | null {
  const declared = stated.lang ?? readLang(parsed.lang) ?? fromPath ?? readLang(context.config.lang);
  const detected = detectLanguage(sampleOf(parsed));
  if (contradictsLang(declared, detected)) {
    const message = `says lang ${declared}, but its text is ${detected}; kept as stated`;
    context.notices.add('lang_mismatch', file.name, message);
  }
  return declared ?? detected;
}

/** What a language is detected from: the start of the blocks, code aside. */
function sampleOf({ text, blocks }: ParsedText): string {
  let sample = '';
  for (const block of blocks) {
    if (block.kind !== 'code') sample += `${text.slice(block.start, Math.min(block.end, block.start + SAMPLE))}\n`;
    if (sample.length >= SAMPLE) break;
  }
  return sample;
}

const SAMPLE = 4000;

/** The doc_id of the original that the path points to, when there is such a file. */
function originalOf(
  { originals }: PathLanguage,
  { docId, file, context }: { readonly docId: string; readonly file: SourceFile; readonly context: TextContext },
): string | null {
  const original = originals.find((id) => id !== docId && context.fileIds.has(id));
  if (original === undefined && originals.length > 0) {
    context.notices.add('translation_without_original', file.name, `there is no ${originals.join(' or ')}`);
  }
  return original ?? null;
}

function nameOf(file: SourceFile): string {
  const base = file.docId.split('/').at(-1) ?? file.docId;
  return base.replace(/\.gz$/i, '').replace(/\.[^.]+$/, '') || base;
}
