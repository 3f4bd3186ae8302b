/**
 * Japanese policy sentences turned into questions: the value becomes its question word where it stands (`30日以内` →
 * `何日以内`), the shop's humble and honorific endings become what a customer would say (`承ります` →
 * `受け付けてもらえますか`), and an ending that has no such form gives no question.
 */
import type { ValueMention } from '../../../text/values.js';
import { askPositive, waysOfAsking } from './japanese-voice.js';
import type { PolicyWording } from './wording.js';

/** What points outside the sentence, negates it or hedges it. */
const UNASKABLE =
  /(?:その|それ|この|これ|同じ|同様|上記|下記|次の|以下の|前項|ここ|ません|場合は?除|に限り|のみ|ただし|ください|まだ|別の|目安|およそ|ことがあり|[おご][^、]{1,6}(?:し|いたし)、)/;

/**
 * Words a question that the sentence answers with `mention`; see `wordEnglishValue`.
 *
 * @returns null when the sentence is not asked this way
 */
export function wordJapaneseValue(sentence: string, mention: ValueMention): PolicyWording | null {
  const body = sentence.trim().replace(/^(?:なお|また|さらに|加えて)、?/, '');
  const offset = sentence.indexOf(body);
  if (!/[。]$/.test(body) || /[|[\]*_`「」]/.test(body) || UNASKABLE.test(body)) return null;
  const start = mention.start - offset;
  const end = mention.end - offset;
  const word = questionWord(mention);
  if (start < 0 || word === null) return null;
  if (/^目/.test(body.slice(end))) return null;
  const { before, after } = clauseAround(body.slice(0, -1), { start, end });
  if (after === null || !standsWell(before)) return null;
  // `4巻で` names a volume; `全4巻` counts them.
  if (word === '何巻' && !/(?:全|既刊)$/.test(before)) return null;
  const asked = askPositive(
    `${before}${word}${after
      .replace(/^までは/, 'までなら')
      .replace(/^(前|後|以内)までは/, '$1までなら')
      .replace(/^は/, '')}`,
  );
  if (asked === null) return null;
  return { form: `value/${mention.kind}`, asks: waysOfAsking(asked), reply: null, answer: body, gold: mention.surface };
}

/** `30日` → `何日`, `5,000円` → `いくら`; null for values that are not asked for this way. */
function questionWord(mention: ValueMention): string | null {
  if (mention.kind === 'money') return 'いくら';
  if (mention.kind === 'percent') return '何％';
  if (mention.kind !== 'duration' && mention.kind !== 'count') return null;
  // `一冊` is more often an article than a number.
  if (mention.kind === 'count' && !/\d/.test(mention.surface.normalize('NFKC'))) return null;
  const unit = /[^\d\s,.〇一二三四五六七八九十百千万〜～~–-]+$/.exec(mention.surface)?.[0];
  if (unit === undefined || !/^[\p{Script=Han}\p{Script=Katakana}かヶー]+$/u.test(unit)) return null;
  return `何${unit}`;
}

/** Not in parentheses, not an item of a list or a range, and after something that says what is asked about. */
function standsWell(before: string): boolean {
  if (before.lastIndexOf('（') > before.lastIndexOf('）')) return false;
  return before.length >= 3 && !/[・〜～~–-]$|[\p{Script=Han}\p{Script=Katakana}]、$/u.test(before);
}

/**
 * The clause with the value: a predicate must follow it, and no other value, which would make it a list. An earlier
 * clause is left out when the value's own clause has its topic.
 */
function clauseAround(
  body: string,
  span: { readonly start: number; readonly end: number },
): { before: string; after: string | null } {
  const after = body.slice(span.end);
  const before = body.slice(0, span.start);
  const parallel = /^[^、]*、[^、]*[\d〇一二三四五六七八九十百千]/.test(after) || /^(?:[^、]*)[\d]/.test(after);
  if (parallel) return { before, after: null };
  const lastComma = before.lastIndexOf('、');
  const own = before.slice(lastComma + 1);
  const earlier = before.slice(0, lastComma + 1);
  const hasTopic = /[はが]/.test(own) && /(?:ます|です|り|し|て|ず|く)、$/.test(earlier);
  const trimmed = hasTopic ? own : before;
  if (/\d/.test(trimmed) && !/超える|以上の/.test(trimmed)) return { before: trimmed, after: null };
  return { before: trimmed, after: firstPredicate(after) };
}

/** A sentence that goes on after its predicate (`…付きますが、…`) is asked up to it. */
function firstPredicate(after: string): string {
  const cut = /(?<=ます|です)(?:が|ので|から)?、/.exec(after);
  return cut ? after.slice(0, cut.index) : after;
}
