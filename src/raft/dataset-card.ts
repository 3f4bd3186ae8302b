/** The dataset card: README.md with the metadata that the Hugging Face hub reads. */
import type { DatasetManifest } from '../dataset/manifest.js';
import { SPLITS } from '../dataset/raft-row.js';
import type { TemplateLikeness } from '../text/template-likeness.js';

/** Renders the card of a dataset. */
export function renderCard(manifest: DatasetManifest): string {
  return `${frontMatter(manifest)}\n${[intro(manifest), contents(manifest), format(), making(manifest), verification(manifest), LICENSE].join('\n\n')}\n`;
}

function frontMatter({ name, counts }: DatasetManifest): string {
  const files = SPLITS.map((split) => `      - split: ${split}\n        path: ${split}.jsonl`).join('\n');
  return `---
pretty_name: ${JSON.stringify(name)}
language:
${languagesOf(counts.by_lang)
  .map((lang) => `  - ${lang}`)
  .join('\n')}
task_categories:
  - question-answering
tags:
  - raft
  - retrieval-augmented
  - synthetic
size_categories:
  - ${sizeCategory(counts.rows)}
configs:
  - config_name: default
    data_files:
${files}
---
`;
}

/** Mixed questions are Japanese with English words. */
function languagesOf(byLang: Readonly<Record<string, number>>): readonly string[] {
  return ['en', 'ja'].filter((lang) => lang in byLang || 'mixed' in byLang);
}

function sizeCategory(rows: number): string {
  if (rows < 1000) return 'n<1K';
  return rows < 10_000 ? '1K<n<10K' : rows < 100_000 ? '10K<n<100K' : '100K<n<1M';
}

function intro({ name, corpus }: DatasetManifest): string {
  return `# ${name}

RAFT training data: each row is a question, a context of documents of which some (or none) answer it, and an answer whose
reasoning quotes the document that does. Made from refresh ${corpus.tag} of the corpus, as of ${corpus.as_of.slice(0, 10)}. When the catalog or a
policy changes, rows stop being true: rebuild it then.`;
}

function contents({ counts, corpus, settings }: DatasetManifest): string {
  const table = (title: string, values: Readonly<Record<string, number>>): string =>
    [`| ${title} | rows |`, '| --- | ---: |', ...Object.entries(values).map(([key, n]) => `| ${key} | ${n} |`)].join(
      '\n',
    );
  const share = counts.answerable === 0 ? 0 : counts.oracle_present / counts.answerable;
  return `## What is in it

${counts.rows} rows from ${corpus.current} current passages. Of ${counts.answerable} answerable questions ${counts.oracle_present} (${(share * 100).toFixed(1)} %) have their oracle in the context;
${absentText(settings)}

${table('split', counts.by_split)}

${table('type', counts.by_type)}

${table('language', counts.by_lang)}

Documents in contexts, by where they come from:

${table('origin', counts.by_origin)}`;
}

/** What the rows without oracle teach. */
function absentText({ contexts }: DatasetManifest['settings']): string {
  const { absent } = (contexts ?? {}) as { readonly absent?: string };
  if (absent === 'memorise') return 'the others answer from memory; unanswerable questions are refused.';
  if (absent === 'split')
    return 'of the others some answer from memory, as `absent` says, and some refuse, as unanswerable questions do.';
  return "in the others the answer is a refusal in the question's language, as it is for unanswerable questions.";
}

function format(): string {
  return `## How to read a row

- \`context\`: documents in the order shown to the model; \`role\` tells oracles from distractors, \`verdict\` current documents from stale ones.
- \`cot_answer\`: reasoning with exact quotes between \`##begin_quote##\` and \`##end_quote##\`, then \`<ANSWER>:\` and the answer. Where a document
  itself holds a delimiter, a backslash breaks it in \`cot_answer\` (\`#\\#begin_quote##\`, \`<\\ANSWER>:\`); one backslash is removed on reading.
- \`quotes\`: offsets of those quotes in the \`text\` of the context entry, in UTF-16 code units.
- \`oracle_ids\` name what answers even where the context leaves it out (\`oracle_present: false\`); empty: nothing does.
- \`facts\`: typed facts that the answer states. \`group\`: the lineage (series, page with its translations) that decided the split.`;
}

function making({ settings, seed, teacher, corpus, tool_version, template_likeness, tokens }: DatasetManifest): string {
  const { by_lang } = template_likeness as TemplateLikeness;
  const likeness = Object.entries(by_lang).map(
    ([lang, measures]) =>
      `| ${lang} | ${show(measures.self_bleu)} | ${show(measures.distinct_2)} | ${(100 * measures.commonest_skeleton_share).toFixed(1)} % |`,
  );
  return `## How it was made

Written by raft-corpus ${tool_version}: questions and answers come from typed facts and policy sentences by rule, from a chat model, or from
files, as \`generator\` says, and every answer is in the corpus. Lineages were assigned to splits before any question was written; distractors may
be passages of any split. Embedder: ${corpus.embedder.model}. Seed: ${seed}. Settings: \`${JSON.stringify(settings)}\`.
Distractors were mined by similarity, without those that answer the question; teacher check (recall@10 of the embedder on the oracles; below 0.7 the
distractors are feeble): \`${JSON.stringify(teacher)}\`.

How alike the questions are, 1 being all alike for self-BLEU and 1 all different for distinct-2:

| language | self-BLEU | distinct-2 | commonest question, names left open |
| --- | ---: | ---: | ---: |
${likeness.join('\n')}
${tokens === null ? '' : `\nTokens of ${tokens.rows} rows, counted by ${tokens.counted_by}: prompts ${tokens.prompt.median} (median), ${tokens.prompt.p95} (95 %), ${tokens.prompt.max} (most); completions ${tokens.completion.median}, ${tokens.completion.p95}, ${tokens.completion.max}.\n`}
Every record that was dropped on the way is counted with its reason in \`manifest.json\`.`;
}

function verification({ counts, leaks }: DatasetManifest): string {
  return `## How it was verified

Each row before it was written: its ${counts.quotes.toLocaleString('en')} quotes are the exact characters at their offsets, its answer states the quoted words or the
typed fact, its oracles were current, no distractor answers, and no document stands in a context twice. Over all rows, things that stand in two
splits: ${leaks.lineages} lineages, ${leaks.oracles} oracles, ${leaks.answer_spans} answer spans, ${leaks.questions} questions or near-duplicates of them.
\`raft-corpus audit\` checks all of it again, \`raft-corpus check\` says which rows are no longer true.`;
}

const LICENSE = `## License

The documents are quoted from the corpus: who owns them decides. Add \`license:\` to the metadata above before this is shared.`;

function show(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}
