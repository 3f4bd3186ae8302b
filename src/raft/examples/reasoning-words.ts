/**
 * How reasoning is worded. In the templates `{t}` is a document's title, `{d}` its date in brackets, `{q}` the quote with
 * its delimiters; `{q}` ends an English template, so that a quoted sentence keeps its full stop.
 */
import type { AnswerLang } from '../questions/question.js';

export type Wordings = Readonly<Record<AnswerLang, readonly string[]>>;

/** One document that says it. */
export const FACT: Wordings = {
  en: [
    '“{t}”{d} says: {q}',
    '“{t}”{d} has the answer: {q}',
    'The document to go by is “{t}”{d}: {q}',
    'Of these documents, “{t}”{d} is the one that says it: {q}',
    'This is stated in “{t}”{d}: {q}',
    'I find it in “{t}”{d}: {q}',
  ],
  ja: [
    '「{t}」{d}に{q}とあります。',
    '「{t}」{d}には{q}と記載されています。',
    '「{t}」{d}を見ると、{q}と書かれています。',
    '該当する文書は「{t}」{d}で、{q}とあります。',
    '確認したところ、「{t}」{d}に{q}とありました。',
    'お尋ねの内容は「{t}」{d}に{q}と書かれています。',
  ],
};

/** Each of two documents that are compared: introduced alike. */
export const COMPARISON: Wordings = {
  en: ['“{t}”{d} says: {q}', 'In “{t}”{d} it says: {q}', 'From “{t}”{d}: {q}'],
  ja: [
    '「{t}」{d}に{q}とあります。',
    '「{t}」{d}には{q}と記載されています。',
    '「{t}」{d}を見ると、{q}と書かれています。',
  ],
};

/** A page that rules on it. */
export const POLICY: Wordings = {
  en: [
    'The page to go by is “{t}”{d}: {q}',
    '“{t}”{d} says: {q}',
    'The page “{t}”{d} puts it like this: {q}',
    'What applies is stated in “{t}”{d}: {q}',
    'I find this in “{t}”{d}: {q}',
  ],
  ja: [
    '「{t}」{d}のページに{q}とあります。',
    '「{t}」{d}には{q}と記載されています。',
    '「{t}」{d}では、{q}とご案内しています。',
    'これについては「{t}」{d}に{q}と書かれています。',
    '確認したところ、「{t}」{d}に{q}とありました。',
  ],
};

export const CONDITION: Wordings = {
  en: [
    'This depends on a condition, which “{t}”{d} states: {q}',
    '“{t}”{d} says under which condition: {q}',
    'There is a condition, in “{t}”{d}: {q}',
  ],
  ja: [
    'これには条件があり、「{t}」{d}に{q}とあります。',
    '条件は「{t}」{d}に{q}と書かれています。',
    '「{t}」{d}に条件の記載があり、{q}とあります。',
  ],
};

export const EXCEPTION: Wordings = {
  en: [
    'There is an exception, in “{t}”{d}: {q}',
    '“{t}”{d} makes an exception here: {q}',
    'The exception is stated in “{t}”{d}: {q}',
  ],
  ja: [
    'これには例外があり、「{t}」{d}に{q}とあります。',
    '「{t}」{d}には例外として{q}と記載されています。',
    '例外の扱いは「{t}」{d}に{q}と書かれています。',
  ],
};

/** Documents with a date; `{w}` is the date itself. */
export const TEMPORAL: Wordings = {
  en: [
    'The current version of “{t}”, updated {w}, says: {q}',
    'As of its update of {w}, “{t}” says: {q}',
    '“{t}” was last updated {w} and says: {q}',
  ],
  ja: [
    '{w}に更新された「{t}」には{q}とあります。',
    '「{t}」の現在の版（{w}更新）には{q}と記載されています。',
    '{w}更新の「{t}」を見ると、{q}と書かれています。',
  ],
};

/** Another line of the document that was cited last. */
export const ALSO: Readonly<Record<AnswerLang, readonly string[]>> = {
  en: ['It also says: {q}', 'The same document adds: {q}'],
  ja: ['また、同じ文書に{q}とあります。', 'あわせて{q}とも記載されています。'],
};

/** What leads into the second step of two; the first is worded as {@link FIRST}. */
export const FIRST: Wordings = {
  en: [
    'First, “{t}”{d} says: {q}',
    'The first step is in “{t}”{d}: {q}',
    'Two documents are needed. “{t}”{d} says: {q}',
  ],
  ja: [
    'まず、「{t}」{d}に{q}とあります。',
    '最初に「{t}」{d}を確認すると、{q}とあります。',
    '二つの文書が必要です。「{t}」{d}には{q}とあります。',
  ],
};
export const THEN: Wordings = {
  en: ['With that, “{t}”{d} says: {q}', 'The next step is in “{t}”{d}: {q}', 'For that case, “{t}”{d} says: {q}'],
  ja: [
    '次に、「{t}」{d}に{q}とあります。',
    'そのうえで「{t}」{d}を確認すると、{q}とあります。',
    'その場合について、「{t}」{d}には{q}と記載されています。',
  ],
};

/** `{a}` is the value that decides, `{b}` the other. */
export const COMPARED: Readonly<
  Record<'cheaper' | 'dearer' | 'less' | 'more' | 'smaller' | 'larger' | 'earlier' | 'later', Wordings>
> = {
  cheaper: {
    en: ['{a} is less than {b}.', 'Of the two prices, {a} is lower than {b}.'],
    ja: ['{a}のほうが{b}より安くなります。', '{a}と{b}を比べると、{a}のほうが安い価格です。'],
  },
  dearer: {
    en: ['{a} is more than {b}.', 'Of the two prices, {a} is higher than {b}.'],
    ja: ['{a}のほうが{b}より高くなります。', '{a}と{b}を比べると、{a}のほうが高い価格です。'],
  },
  less: {
    en: [
      'That makes {a} against {b}, so the smaller number is {a}.',
      'Comparing {a} with {b}, {a} is the smaller number.',
    ],
    ja: ['{a}のほうが{b}より少なくなります。', '{a}と{b}を比べると、{a}のほうが少ないです。'],
  },
  more: {
    en: [
      'That makes {a} against {b}, so the larger number is {a}.',
      'Comparing {a} with {b}, {a} is the larger number.',
    ],
    ja: ['{a}のほうが{b}より多くなります。', '{a}と{b}を比べると、{a}のほうが多いです。'],
  },
  // Numbers that count nothing, such as years: 少ない and 多い are said of amounts.
  smaller: {
    en: ['{a} is a smaller number than {b}.', 'Comparing {a} with {b}, {a} is the smaller number.'],
    ja: ['{a}のほうが{b}より小さい数字です。', '{a}と{b}を比べると、{a}のほうが小さい数字です。'],
  },
  larger: {
    en: ['{a} is a larger number than {b}.', 'Comparing {a} with {b}, {a} is the larger number.'],
    ja: ['{a}のほうが{b}より大きい数字です。', '{a}と{b}を比べると、{a}のほうが大きい数字です。'],
  },
  earlier: {
    en: ['{a} is before {b}.', 'Of the two dates, {a} comes before {b}.'],
    ja: ['{a}のほうが{b}より前です。', '{a}と{b}を比べると、{a}のほうが先です。'],
  },
  later: {
    en: ['{a} is after {b}.', 'Of the two dates, {a} comes after {b}.'],
    ja: ['{a}のほうが{b}より後です。', '{a}と{b}を比べると、{a}のほうが後です。'],
  },
};

/** `{x}` is what lies between `{a}`, the larger value, and `{b}`. */
export const GAP: Wordings = {
  en: ['{a} less {b} leaves {x}.', 'Between {b} and {a} lies a difference of {x}.'],
  ja: ['{a}から{b}を引くと{x}です。', '{a}と{b}の差は{x}です。'],
};

/** `{a}` is what the document says, `{b}` the amount from which a rule holds. */
export const THRESHOLD: Readonly<Record<'below' | 'reached', Wordings>> = {
  below: {
    en: ['{a} is below {b}.', '{a} does not come to {b}.'],
    ja: ['{a}は{b}に届きません。', '{a}は{b}より少ない金額です。'],
  },
  reached: {
    en: ['{a} is no less than {b}.', '{a} reaches {b}.'],
    ja: ['{a}は{b}以上です。', '{a}は{b}に達しています。'],
  },
};

/** An older version of the oracle's document, of `{o}`, stands in the context too; `{n}` is the oracle's date. */
export const SUPERSEDES: Wordings = {
  en: [
    '“{t}” was updated {n}, which supersedes its version of {o} in the context.',
    'The context also holds the {o} version of “{t}”; the one updated {n} supersedes it.',
    'There are two versions of “{t}” here: the one updated {n} is newer than the one of {o}, so it holds.',
  ],
  ja: [
    '「{t}」には{o}の古い版もありますが、{n}に更新された版が最新で、こちらが有効です。',
    'コンテキストには「{t}」の{o}版も含まれますが、{n}更新の版に置き換えられています。',
    '「{t}」には{o}版と{n}版の二つがあり、新しい{n}版の内容が現在のものです。',
  ],
};

/** A document that was true once, updated `{o}`, stands in the context too: a translation, or another page. */
export const OUTDATED: Wordings = {
  en: [
    '“{t}” is from {o}, older than this, and no longer holds.',
    '“{t}” says something else, but it was last updated {o}, before {n}, and is out of date.',
  ],
  ja: [
    '「{t}」は{o}更新の古い文書で、現在の内容ではありません。',
    '「{t}」には別の記載がありますが、{o}更新で{n}より古く、現在は有効ではありません。',
  ],
};

/** `{n}` is the number of documents. */
export const NOTHING: Wordings = {
  en: [
    'None of the documents in the context answers this question.',
    'I have gone through all {n} documents, and none of them says what is asked.',
    'The documents deal with similar things, but what is asked is stated in none of them.',
    'What is asked here is not in any of the {n} documents.',
  ],
  ja: [
    'コンテキストのどの文書にも、この質問の答えは書かれていません。',
    '{n}件の文書をすべて確認しましたが、お尋ねの内容は記載されていません。',
    '似た内容の文書はありますが、質問の答えになる記述は見当たりません。',
    'お尋ねの点は、{n}件の文書のどれにも書かれていません。',
  ],
};

/** The same where one of the documents, `{t}`, is a relative of what is asked about: another volume, the series. */
export const NEAR_MISS: Wordings = {
  en: [
    'The closest document is “{t}”, but it does not say what is asked, and neither do the others.',
    'I looked for this in {n} documents. Even “{t}”, which comes closest, does not say it.',
  ],
  ja: [
    '最も近いのは「{t}」ですが、お尋ねの内容は書かれておらず、ほかの文書にも記載がありません。',
    '{n}件の文書を確認し、近い内容の「{t}」も見ましたが、質問の答えはありませんでした。',
  ],
};

export const BY_HEART: Wordings = {
  en: [
    'None of the documents in the context says this, so I answer from what I have learnt about the shop.',
    'This is not in the {n} documents here; I answer it from what I know of the shop.',
  ],
  ja: [
    'コンテキストの文書には答えがないため、すでに学んだショップの情報からお答えします。',
    '{n}件の文書には記載がありませんが、すでに把握している内容からお答えします。',
  ],
};
