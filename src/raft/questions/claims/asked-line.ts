/** Which line of a record a question is after, by the labels: a price abroad is no answer to what it costs in Japan. */
import { stemsOf } from './words.js';

/** `Price in Japan (価格（税込）): ¥770` */
const LABELLED = /^([^:：\n]{1,60})[:：]\s*\S/;

/**
 * Whether `question` has more words of another line's label than of the quoted one's; false where the quote is no line
 * with a label. Names may hold words of labels, and are left out.
 */
export function asksForAnotherLine(
  question: string,
  { quote, text, names }: { readonly quote: string; readonly text: string; readonly names: readonly string[] },
): boolean {
  const own = LABELLED.exec(quote)?.[1];
  if (own === undefined) return false;
  const asked = stemsOf(names.reduce((left, name) => left.replaceAll(name, ' '), question));
  const score = (label: string): number => [...stemsOf(label)].filter((stem) => asked.has(stem)).length;
  const labels = text.split('\n').flatMap((line) => LABELLED.exec(line)?.[1] ?? []);
  return labels.some((label) => label !== own && score(label) > score(own));
}
