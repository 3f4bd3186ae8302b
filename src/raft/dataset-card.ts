/** The dataset card: README.md with the metadata that the Hugging Face hub reads. */
import type { DatasetManifest } from '../dataset/manifest.js';
import { SPLITS } from '../dataset/raft-row.js';

/** Renders the card of a dataset. */
export function renderCard(manifest: DatasetManifest): string {
  return `${frontMatter(manifest)}\n${[intro(manifest), contents(manifest), format(), making(manifest)].join('\n\n')}\n`;
}

function frontMatter({ name, counts }: DatasetManifest): string {
  const files = SPLITS.map((split) => `      - split: ${split}\n        path: ${split}.jsonl`).join('\n');
  return `---
pretty_name: ${JSON.stringify(name)}
language:
  - en
  - ja
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

function contents({ counts, corpus }: DatasetManifest): string {
  const table = (title: string, values: Readonly<Record<string, number>>): string =>
    [`| ${title} | rows |`, '| --- | ---: |', ...Object.entries(values).map(([key, n]) => `| ${key} | ${n} |`)].join(
      '\n',
    );
  const share = counts.answerable === 0 ? 0 : counts.oracle_present / counts.answerable;
  return `## What is in it

${counts.rows} rows from ${corpus.current} current passages. Of ${counts.answerable} answerable questions ${counts.oracle_present} (${(share * 100).toFixed(1)} %) have their oracle in the context;
in the others the answer is a refusal in the question's language, as it is for unanswerable questions.

${table('split', counts.by_split)}

${table('type', counts.by_type)}

${table('language', counts.by_lang)}

Documents in contexts, by where they come from:

${table('origin', counts.by_origin)}`;
}

function format(): string {
  return `## How to read a row

- \`context\`: documents in the order shown to the model; \`role\` tells oracles from distractors, \`verdict\` current documents from stale ones.
- \`cot_answer\`: reasoning with exact quotes between \`##begin_quote##\` and \`##end_quote##\`, then \`<ANSWER>:\` and the answer. Where a document
  itself holds a delimiter, a backslash breaks it in \`cot_answer\` (\`#\\#begin_quote##\`, \`<\\ANSWER>:\`); one backslash is removed on reading.
- \`quotes\`: offsets of those quotes in the \`text\` of the context entry, in UTF-16 code units.
- \`facts\`: typed facts that the answer states. \`group\`: the lineage (series, page with its translations) that decided the split.`;
}

function making({ settings, seed, teacher, corpus, tool_version, llm }: DatasetManifest): string {
  return `## How it was made

Written by raft-corpus ${tool_version} with its grounded generator: questions and answers come from typed facts and policy sentences by
rule, so every row is synthetic and every answer is in the corpus.${writtenByModel(llm)} Lineages were assigned to splits before any question was written; distractors
may be passages of any split. Embedder: ${corpus.embedder.model}. Seed: ${seed}. Settings: \`${JSON.stringify(settings)}\`.
Distractors were mined by similarity, without those that answer the question; teacher check: \`${JSON.stringify(teacher)}\`.
Every record that was dropped on the way is counted with its reason in \`manifest.json\`.`;
}

function writtenByModel(llm: DatasetManifest['llm']): string {
  const { model, tasks } = (llm ?? {}) as { readonly model?: string; readonly tasks?: readonly string[] };
  if (model === undefined) return '';
  return ` The chat model \`${model}\` wrote parts of it (${(tasks ?? []).join(', ')}): rows with \`generator: llm\`; what it wrote was held against
quotes, facts and questions before it was used.`;
}
