/**
 * Plants, in a copy of a labelled set, one or every kind of defect that an audit of intents has to find, and says what
 * was planted. Nothing else is touched, so that what an audit finds beside it was there before.
 */
import { createRandom, type Random } from '../../src/core/random.js';
import { TAKEN_FOR } from './annotate.js';
import { type Annotation, grouped, type Split } from './rows.js';

/** A production or synthetic row, as far as defects concern it. */
export interface LabelledRow {
  readonly id: string;
  readonly text: string;
  readonly intent: string;
  readonly lang: string;
  readonly origin: 'production' | 'synthetic';
  readonly split: Split;
  readonly conversation_id?: string;
  readonly user_id?: string;
  readonly template_group?: string;
  readonly annotations?: readonly Annotation[];
}

/** What was planted: the rows that are wrong now, with the row that each was copied from where it has one. */
export interface Planted {
  readonly kind: DefectKind;
  readonly rows: readonly { readonly id: string; readonly copy_of?: string }[];
}

interface Field {
  readonly rows: LabelledRow[];
  readonly random: Random;
}

type Plant = (field: Field) => Planted['rows'];

/** `count` rows that fit, at random. */
function some({ rows, random }: Field, count: number, fits: (row: LabelledRow) => boolean): readonly LabelledRow[] {
  const found = random.shuffle(rows.filter(fits)).slice(0, count);
  if (found.length < count) throw new Error(`only ${found.length} of ${count} rows to plant a defect in`);
  return found;
}

/** Puts changed rows in place of those with their ids. */
function replace({ rows }: Field, changed: readonly LabelledRow[]): Planted['rows'] {
  const byId = new Map(changed.map((row) => [row.id, row]));
  rows.forEach((row, at) => {
    rows[at] = byId.get(row.id) ?? row;
  });
  return changed.map(({ id }) => ({ id }));
}

/** Adds rows as utterances of new customers. */
function addCopies(field: Field, tag: string, copies: readonly { of: LabelledRow; text: string; split: Split }[]) {
  return copies.map(({ of, text, split }, at) => {
    const { annotations: _, ...row } = of;
    const id = `x-${tag}-${at + 1}`;
    field.rows.push({ ...row, id, text, split, conversation_id: `x-c-${tag}-${at}`, user_id: `x-u-${tag}-${at}` });
    return { id, copy_of: of.id };
  });
}

/** How a group is torn: the part that the last row belongs to is what moves. */
interface Tear {
  readonly group: (row: LabelledRow) => string | undefined;
  readonly part: (row: LabelledRow) => string | undefined;
}

/** Moves one part of each of `count` groups of train to test; only groups of two parts or more. */
function tearApart(field: Field, count: number, { group, part }: Tear): Planted['rows'] {
  const own = field.rows.filter((row) => row.split === 'train' && group(row) !== undefined);
  const groups = [...grouped(own, (row) => group(row) ?? '').values()].filter(
    (rows) => new Set(rows.map(part)).size > 1,
  );
  const torn = field.random.shuffle(groups).slice(0, count);
  const moved = torn.flatMap((rows) => rows.filter((row) => part(row) === part(rows.at(-1) ?? row)));
  return replace(
    field,
    moved.map((row) => ({ ...row, split: 'test' })),
  );
}

const isTrain = (row: LabelledRow): boolean => row.split === 'train' && row.origin === 'production';
const RARE: readonly string[] = ['promotion', 'checkout_help', 'escalation'];
const isSynthetic = (row: LabelledRow): boolean => row.origin === 'synthetic';

/** Half-width letters, digits and signs as full-width ones: another string, the same text to a reader. */
const wide = (text: string): string =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

/** What April said and July does not. */
const STALE = [
  {
    intent: 'return_refund',
    lang: 'en',
    text: 'your page gives me 30 days to return it, day 21 today, where do I send it',
  },
  { intent: 'shipping_question', lang: 'ja', text: '送料無料は5,000円からですよね、あと少し足りないです' },
  { intent: 'price_question', lang: 'ja', text: '硝子の果樹園1巻は594円のはずですが' },
  { intent: 'product_search', lang: 'en', text: 'Kitchen at the Last Stop has 12 volumes, right, I want the newest' },
  { intent: 'promotion', lang: 'en', text: 'since finished series are 20% off right now, does the box count' },
] as const;

const PLANTS = {
  exact_duplicate_across_splits: (field) =>
    addCopies(
      field,
      'exact',
      some(field, 6, isTrain).map((of) => ({ of, text: wide(of.text), split: 'test' })),
    ),
  near_duplicate_across_splits: (field) =>
    addCopies(
      field,
      'near',
      some(field, 6, (row) => isTrain(row) && row.text.length >= 60).map((of) => ({
        of,
        text: `${of.text} ok`,
        split: 'validation',
      })),
    ),
  duplicate_within_split: (field) =>
    addCopies(
      field,
      'within',
      some(field, 8, isTrain).map((of) => ({ of, text: `${of.text} `, split: 'train' })),
    ),
  conversation_in_two_splits: (field) =>
    tearApart(field, 4, { group: (row) => row.conversation_id, part: (row) => row.id }),
  user_in_two_splits: (field) =>
    tearApart(field, 4, { group: (row) => row.user_id, part: (row) => row.conversation_id }),
  template_group_in_two_splits: (field) =>
    tearApart(field, 4, { group: (row) => row.template_group, part: (row) => row.id }),
  synthetic_in_validation: (field) =>
    replace(
      field,
      some(field, 5, isSynthetic).map((row) => ({ ...row, split: 'validation' })),
    ),
  flipped_label: (field) =>
    replace(
      field,
      some(field, 60, (row) => isTrain(row) && !row.annotations).map((row) => ({
        ...row,
        intent: field.random.pick(TAKEN_FOR[row.intent] ?? [row.intent]),
      })),
    ),
  disputed_annotations: (field) =>
    replace(
      field,
      some(field, 30, (row) => new Set(row.annotations?.map(({ intent }) => intent)).size === 1).map((row) => ({
        ...row,
        annotations: (row.annotations ?? []).map(({ annotator, intent }, at) => ({
          annotator,
          intent: at === 0 ? field.random.pick(TAKEN_FOR[intent] ?? [intent]) : intent,
        })),
      })),
    ),
  unknown_label: (field) =>
    replace(
      field,
      some(field, 3, isTrain).map((row) => ({ ...row, intent: 'refunds' })),
    ),
  label_in_other_letters: (field) =>
    replace(
      field,
      some(field, 4, isTrain).map((row, at) => ({
        ...row,
        intent: at % 2 === 0 ? row.intent.toUpperCase() : wide(row.intent),
      })),
    ),
  missing_text: (field) =>
    replace(
      field,
      some(field, 3, isTrain).map((row, at) => ({ ...row, text: at === 0 ? '' : ' \u3000' })),
    ),
  class_missing_in_split: (field) =>
    replace(
      field,
      field.rows
        .filter((row) => row.intent === 'escalation' && row.split === 'validation')
        .map((row) => ({ ...row, split: 'train' })),
    ),
  stale_fact: (field) => {
    const model = some(field, STALE.length, isTrain);
    return addCopies(
      field,
      'stale',
      STALE.map(({ text, intent, lang }, at) => ({
        of: { ...(model[at] as LabelledRow), intent, lang },
        text,
        split: 'train',
      })),
    ).map(({ id }) => ({ id }));
  },
  /** Rows of the rare classes, all English, with one opening: a giveaway, a skew, and a share above a tenth. */
  synthetic_artefact: (field) => {
    const models = some(field, 48, (row) => isTrain(row) && row.lang === 'en' && RARE.includes(row.intent));
    return models.map(({ intent, lang, text: said }, at) => {
      const id = `x-artefact-${at + 1}`;
      const text = `As a valued customer, I would like to kindly inquire: ${said}`;
      const origin = { origin: 'synthetic', split: 'train', template_group: 'x-artefact' } as const;
      field.rows.push({ id, text, intent, lang, ...origin });
      return { id };
    });
  },
} as const satisfies Readonly<Record<string, Plant>>;

export type DefectKind = keyof typeof PLANTS;

/** Every kind, in the order of planting. */
export const DEFECT_KINDS = Object.keys(PLANTS) as readonly DefectKind[];

export interface PlantOptions {
  readonly rows: readonly LabelledRow[];
  readonly seed: number;
  /** Default: all. */
  readonly kinds?: readonly DefectKind[];
}

/**
 * A copy of the rows with the defects in it. Where several kinds are planted, one row may have two of them: a torn
 * conversation tears its user's rows apart as well.
 *
 * @throws Error when there are too few rows to plant a kind in
 */
export function plantDefects({ rows, seed, kinds = DEFECT_KINDS }: PlantOptions): {
  rows: readonly LabelledRow[];
  planted: readonly Planted[];
} {
  const field = { rows: [...rows], random: createRandom(`${seed}/defects`) };
  const planted = kinds.map((kind): Planted => ({ kind, rows: PLANTS[kind](field) }));
  return { rows: field.rows, planted };
}
