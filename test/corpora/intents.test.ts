/** The sample shop's intent set keeps its promises: the generator's bytes, sizes, clean splits, people who mostly agree. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { generatedIntents } from '../../scripts/make-sample-intents.js';
import { DEFECT_KINDS, type LabelledRow, plantDefects } from '../../scripts/sample-intents/plant-defects.js';
import {
  grouped,
  LANGS,
  type ProductionRow,
  type SyntheticRow,
  type Utterance,
} from '../../scripts/sample-intents/rows.js';
import { readSources } from '../../scripts/sample-intents/sources.js';
import { scriptShares } from '../../src/text/language.js';
import { findNearDuplicates } from '../../src/text/near-duplicates.js';
import { foldText } from '../../src/text/normalize.js';
import { SHOP } from './shop-files.js';

const INTENTS = join(SHOP, 'intents');
const CRITICAL = ['promotion', 'checkout_help', 'escalation'];

const file = (name: string): string => readFileSync(join(INTENTS, name), 'utf8');
const rowsOf = <T>(name: string): readonly T[] =>
  file(name)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

const production = rowsOf<ProductionRow>('production.jsonl');
const synthetic = rowsOf<SyntheticRow>('synthetic.jsonl');
const unlabeled = rowsOf<Utterance>('unlabeled-2026-07.jsonl');
const labelled: readonly (ProductionRow | SyntheticRow)[] = [...production, ...synthetic];

interface Definition {
  readonly id: string;
  readonly definition: string;
  readonly critical?: boolean;
  readonly positive: readonly string[];
  readonly negative: readonly { readonly text: string; readonly intent: string }[];
  readonly forbidden_shortcuts: readonly string[];
  readonly tones: readonly string[];
  readonly commerce_constraints: readonly string[];
}
const definitions = (parse(file('intents.yaml')) as { readonly intents: readonly Definition[] }).intents;

const share = (part: readonly unknown[], whole: readonly unknown[]): number => part.length / whole.length;

/** Groups whose rows are not all in one split. */
function torn<T extends { readonly split: string }>(rows: readonly T[], keyOf: (row: T) => string): readonly string[] {
  const groups = [...grouped(rows, keyOf)];
  return groups.filter(([, own]) => new Set(own.map(({ split }) => split)).size > 1).map(([key]) => key);
}

describe('the generated files', () => {
  let generated: Awaited<ReturnType<typeof generatedIntents>>;
  beforeAll(async () => {
    generated = await generatedIntents();
  });

  it('are what the generator writes, byte for byte', () => {
    expect(generated.files.size).toBe(4);
    for (const [name, content] of generated.files) expect(file(name) === content, name).toBe(true);
  });

  it('are counted in the README as the generator counts them', () => {
    expect(file('README.md')).toContain(generated.counts);
  });
});

describe('intents.yaml', () => {
  it('defines the intents of the data, and which of them are critical', () => {
    const ids = definitions.map(({ id }) => id);
    expect(new Set(labelled.map(({ intent }) => intent))).toEqual(new Set(ids));
    expect(definitions.filter(({ critical }) => critical).map(({ id }) => id)).toEqual(CRITICAL);
  });

  const texts = new Set(labelled.map(({ text }) => foldText(text)));

  it.each(definitions)('gives an expansion of $id enough to go by', (one) => {
    expect(one.positive.length).toBeGreaterThanOrEqual(6);
    expect(one.negative.length).toBeGreaterThanOrEqual(4);
    for (const { intent } of one.negative) {
      expect(definitions.map(({ id }) => id)).toContain(intent);
      expect(intent).not.toBe(one.id);
    }
    for (const list of [one.forbidden_shortcuts, one.tones, one.commerce_constraints])
      expect(list.length).toBeGreaterThan(0);
    const examples = [...one.positive, ...one.negative.map(({ text }) => text)];
    expect(examples.filter((text) => texts.has(foldText(text)))).toEqual([]);
  });

  it.each(definitions.filter(({ critical }) => critical))(
    'names shortcuts to $id that other intents use too',
    (one) => {
      const others = production.filter(({ intent }) => intent !== one.id).map(({ text }) => foldText(text));
      const used = one.forbidden_shortcuts.filter((word) => others.some((text) => text.includes(foldText(word))));
      expect(used.length).toBeGreaterThanOrEqual(one.forbidden_shortcuts.length - 1);
    },
  );
});

describe('the labelled rows', () => {
  it('are at least 2,000 of production, with the critical classes rare', () => {
    expect(production.length).toBeGreaterThanOrEqual(2_000);
    const sizes = grouped(production, ({ intent }) => intent);
    const rare = CRITICAL.map((intent) => sizes.get(intent)?.length ?? 0);
    expect(rare).toEqual([95, 110, 70]);
    expect(sizes.get('product_search')?.length).toBeGreaterThan(2.5 * Math.max(...rare));
  });

  it('are written one by one in 700 cases or more, no two of them in the same words', () => {
    const folder = fileURLToPath(new URL('../../scripts/sample-intents', import.meta.url));
    const written = readSources(folder).written.flatMap(({ turns }) => turns);
    const texts = new Set(production.map(({ text }) => text));
    expect(written.length).toBeGreaterThanOrEqual(700);
    expect(new Set(written.map(({ text }) => foldText(text))).size).toBe(written.length);
    expect(written.filter(({ text }) => !texts.has(text))).toEqual([]);
  });

  it('are in the languages of the shop, each text in the letters that its language says', () => {
    const shares = { en: 0.45, ja: 0.35, mixed: 0.12, romaji: 0.04, emoji: 0.04 };
    for (const lang of LANGS) {
      expect(
        Math.abs(
          share(
            production.filter((row) => row.lang === lang),
            production,
          ) - shares[lang],
        ),
        lang,
      ).toBeLessThan(0.02);
    }
    for (const { id, text, lang } of [...labelled, ...unlabeled]) {
      const { latin, kana, han } = scriptShares(text);
      const says = `${id} ${lang}: ${text}`;
      if (lang === 'en' || lang === 'romaji') expect(kana + han, says).toBe(0);
      if (lang === 'ja') expect(2.5 * (kana + han), says).toBeGreaterThan(latin);
      if (lang === 'mixed') expect(Math.min(latin, kana + han), says).toBeGreaterThan(0);
      if (lang === 'emoji')
        expect(text.match(/\p{Extended_Pictographic}|\p{Regional_Indicator}{2}/gu)?.length, says).toBeGreaterThan(1);
    }
  });

  it('are split 80/10/10 within a point, alone and with the synthetic rows, every class everywhere', () => {
    for (const rows of [production, labelled]) {
      const of = (split: string) =>
        share(
          rows.filter((row) => row.split === split),
          rows,
        );
      expect(Math.abs(of('train') - 0.8)).toBeLessThanOrEqual(0.01);
      expect(Math.abs(of('validation') - 0.1)).toBeLessThanOrEqual(0.01);
      expect(Math.abs(of('test') - 0.1)).toBeLessThanOrEqual(0.01);
    }
    for (const [intent, rows] of grouped(production, (row) => `${row.split}/${row.intent}`)) {
      expect(rows.length, intent).toBeGreaterThanOrEqual(5);
    }
    expect(grouped(production, (row) => `${row.split}/${row.intent}`).size).toBe(36);
  });

  it('keep each conversation and each customer in one split', () => {
    expect(torn(production, (row) => row.conversation_id)).toEqual([]);
    expect(torn(production, (row) => row.user_id)).toEqual([]);
    const turns = [...grouped(production, (row) => row.conversation_id).values()];
    expect(turns.filter((own) => own.length > 1).length).toBeGreaterThan(200);
    for (const own of turns) expect(new Set(own.map((row) => row.user_id)).size).toBe(1);
  });

  it.each([3, 5])('hold no near-duplicates, by shingles of %i letters, nor do the unlabelled ones', async (shingle) => {
    const all = [...labelled, ...unlabeled];
    const found = await findNearDuplicates({ texts: all.map(({ text }) => text), shingle });
    expect(found.map(({ a, b }) => [all[a]?.text, all[b]?.text])).toEqual([]);
  });

  it('are dated from April to July, in the order of the clock', () => {
    const times = production.map(({ at }) => Date.parse(at));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(production[0]?.at.slice(0, 7)).toBe('2026-04');
    expect(production.at(-1)?.at.slice(0, 7)).toBe('2026-07');
    expect(new Set(production.map(({ id }) => id)).size).toBe(production.length);
  });
});

describe('the annotations', () => {
  const annotated = production.filter((row) => row.annotations);

  it('are three on 15 % of every intent', () => {
    for (const [intent, rows] of grouped(production, (row) => row.intent)) {
      expect(
        Math.abs(
          share(
            rows.filter((row) => row.annotations),
            rows,
          ) - 0.15,
        ),
        intent,
      ).toBeLessThan(0.01);
    }
    for (const row of annotated) expect(row.annotations?.map(({ annotator }) => annotator)).toEqual(['a1', 'a2', 'a3']);
  });

  it('differ on about 3 % of them, twice against the label', () => {
    const said = annotated.map((row) => ({ row, labels: (row.annotations ?? []).map(({ intent }) => intent) }));
    const disputed = said.filter(({ labels }) => new Set(labels).size > 1);
    expect(disputed.length).toBe(10);
    const overruled = disputed.filter(({ row, labels }) => labels.filter((label) => label === row.intent).length < 2);
    expect(overruled.length).toBe(2);
  });
});

describe('the synthetic rows', () => {
  it('are under a tenth, of the rare classes, in train, reviewed, and each with its making', () => {
    expect(share(synthetic, labelled)).toBeLessThanOrEqual(0.1);
    expect(new Set(synthetic.map(({ intent }) => intent))).toEqual(new Set(CRITICAL));
    for (const row of synthetic) {
      expect(row).toMatchObject({ origin: 'synthetic', split: 'train', review: { decision: 'accept' } });
      expect(row.prompt_hash).toMatch(/^[0-9a-f]{64}$/);
    }
    for (const [group, rows] of grouped(synthetic, (row) => row.template_group)) {
      expect(rows.length, group).toBeLessThanOrEqual(3);
    }
  });
});

describe('the unlabelled rows', () => {
  const key = parse(file('key.yaml')) as Readonly<
    Record<'new_intents' | 'known', Readonly<Record<string, readonly string[]>>>
  > & {
    readonly out_of_scope: readonly string[];
  };

  it('have no label, and are each explained once by the key', () => {
    const ids = [...Object.values(key.new_intents), ...Object.values(key.known), key.out_of_scope].flat();
    expect(ids.sort()).toEqual(unlabeled.map(({ id }) => id).sort());
    for (const row of unlabeled) expect(row).not.toHaveProperty('intent');
  });

  it('hold two new intents large enough to be found, chatter, and all the known intents', () => {
    for (const ids of Object.values(key.new_intents)) expect(ids.length).toBeGreaterThanOrEqual(30);
    expect(key.out_of_scope.length).toBeGreaterThanOrEqual(30);
    expect(Object.keys(key.known).sort()).toEqual(definitions.map(({ id }) => id).sort());
  });

  it('come after the labelled ones, from customers of their own', () => {
    const last = production.at(-1)?.at ?? '';
    for (const row of unlabeled) expect(Date.parse(row.at)).toBeGreaterThan(Date.parse(last));
  });
});

describe('plantDefects', () => {
  const rows: readonly LabelledRow[] = labelled;
  const { rows: broken, planted } = plantDefects({ rows, seed: 1 });

  it('plants every kind, says where, and leaves the rows it was given alone', () => {
    expect(planted.map(({ kind }) => kind)).toEqual([...DEFECT_KINDS]);
    for (const { kind, rows: own } of planted) expect(own.length, kind).toBeGreaterThanOrEqual(3);
    const ids = new Set(broken.map(({ id }) => id));
    for (const { id } of planted.flatMap((one) => one.rows)) expect(ids.has(id), id).toBe(true);
    const untouched = [...rowsOf('production.jsonl'), ...rowsOf('synthetic.jsonl')];
    expect(JSON.stringify(rows) === JSON.stringify(untouched)).toBe(true);
    expect(JSON.stringify(plantDefects({ rows, seed: 1 }).rows) === JSON.stringify(broken)).toBe(true);
  });

  it('plants copies that are duplicates by the measure of audits', async () => {
    const kinds = ['exact_duplicate_across_splits', 'near_duplicate_across_splits', 'duplicate_within_split'] as const;
    const { rows: copied, planted: copies } = plantDefects({ rows, seed: 2, kinds });
    const found = await findNearDuplicates({ texts: copied.map(({ text }) => text) });
    const ofOriginals = found.filter(({ a }) => !copied[a]?.id.startsWith('x-'));
    const pairs = ofOriginals.map(({ a, b }) => `${copied[a]?.id} ${copied[b]?.id}`).sort();
    expect(pairs).toEqual(copies.flatMap((one) => one.rows.map(({ id, copy_of }) => `${copy_of} ${id}`)).sort());
  });

  it('plants torn users without tearing conversations', () => {
    const { rows: moved } = plantDefects({ rows, seed: 3, kinds: ['user_in_two_splits'] });
    const own = moved.filter((row) => row.origin === 'production');
    expect(torn(own, (row) => row.user_id ?? '').length).toBe(4);
    expect(torn(own, (row) => row.conversation_id ?? '')).toEqual([]);
  });
});
