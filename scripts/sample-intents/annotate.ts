/** What three people made of a stratified sample: mostly the same; where they differ, they mix up what is easily mixed up. */
import type { Random } from '../../src/core/random.js';
import { type Annotation, grouped } from './rows.js';

export const ANNOTATORS = ['a1', 'a2', 'a3'] as const;
/** Of every intent's rows. */
export const ANNOTATED = 0.15;
/** Of the annotated rows: those on which the three don't agree. */
export const DISPUTED = 0.031;
/** Of the disputed rows: those where two against one say something other than the label. */
const OVERRULED = 0.2;

/** What an intent is taken for. */
export const TAKEN_FOR: Readonly<Record<string, readonly string[]>> = {
  product_search: ['recommendation', 'stock_check'],
  recommendation: ['product_search'],
  stock_check: ['product_search', 'order_status'],
  price_question: ['promotion'],
  order_status: ['shipping_question'],
  return_refund: ['escalation', 'order_status'],
  shipping_question: ['order_status', 'price_question'],
  membership_account: ['checkout_help', 'promotion'],
  store_info: ['stock_check', 'product_search'],
  promotion: ['price_question', 'membership_account'],
  checkout_help: ['membership_account', 'promotion'],
  escalation: ['return_refund', 'order_status'],
};

/** Annotations by row id, for 15 % of the rows of each intent. */
export function annotate(
  rows: readonly { readonly id: string; readonly intent: string }[],
  random: Random,
): ReadonlyMap<string, readonly Annotation[]> {
  const sample = [...grouped(rows, ({ intent }) => intent).values()].flatMap((own) =>
    random.shuffle(own).slice(0, Math.round(own.length * ANNOTATED)),
  );
  const disputed = random.shuffle(sample).slice(0, Math.round(sample.length * DISPUTED));
  const overruled = new Set(disputed.slice(0, Math.round(disputed.length * OVERRULED)));
  const disputes = new Set(disputed);
  return new Map(
    sample.map((row) => {
      const other = random.pick(TAKEN_FOR[row.intent] ?? [row.intent]);
      const odd = random.pick(ANNOTATORS);
      const says = (annotator: string): string => {
        if (!disputes.has(row)) return row.intent;
        return (annotator === odd) !== overruled.has(row) ? other : row.intent;
      };
      return [row.id, ANNOTATORS.map((annotator) => ({ annotator, intent: says(annotator) }))];
    }),
  );
}
