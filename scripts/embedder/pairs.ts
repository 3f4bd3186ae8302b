/** Batches of paired texts for training, from every source that has something to teach. All choices are seeded. */
import type { Random } from '../../src/core/random.js';
import {
  englishTitles,
  japaneseTitles,
  type Pair,
  type Paragraph,
  type Product,
  policySections,
  products,
  sentencePairs,
  titlePairs,
  utterancePairs,
  utterances,
} from './data.js';

/** A source of training pairs. */
export interface PairSource {
  readonly name: string;
  /** Share of the batches. */
  readonly weight: number;
  /** Whether pairs share their words, so that exact lexical match has something to teach about them. */
  readonly lexical: boolean;
  /** At most `n` pairs with different passages. */
  draw(n: number): Pair[];
}

/** Below this similarity JSTS sentences are no paraphrases. */
const PARAPHRASE = 4;

/** All sources; `train` are the paragraphs that may be trained on. */
export function pairSources(data: string, train: readonly Paragraph[], random: Random): PairSource[] {
  const paraphrases = sentencePairs(data, 'train').filter((pair) => pair.score >= PARAPHRASE);
  const sample = <T>(items: readonly T[], n: number): T[] => random.shuffle(items).slice(0, n);
  const titles = titlePairs(data).train;
  const spoken = utterancePairs(data);
  const sections = policySections(data, 'policies-github');
  const catalog = [...englishTitles(data), ...japaneseTitles(data)];
  const intents = groupBy(utterances(data), (u) => u.intent);
  const source = (name: string, weight: number, draw: (n: number) => Pair[], lexical = false): PairSource => ({
    name,
    weight,
    draw,
    lexical,
  });
  return [
    source('jaquad', 0.45, paragraphs(train, random), true),
    source('products', 0.25, productQueries(data, random), true),
    source('titles', 0.12, (n) => sample(titles, n)),
    source(
      'policies',
      0.08,
      (n) =>
        sample(sections, n).map((section) => ({ query: headingOrSentence(section, random), passage: section.passage })),
      true,
    ),
    source('paraphrases', 0.06, (n) => sample(paraphrases, n).map(({ a, b }) => ({ query: a, passage: b }))),
    source('utterances', 0.03, (n) => sample(spoken, n)),
    source(
      'catalog',
      0.04,
      (n) => sample(catalog, n).map((title) => ({ query: partOf(title, random), passage: title })),
      true,
    ),
    source('intents', 0.04, (n) =>
      sample(intents, n).map((said) => ({ query: random.pick(said).text, passage: random.pick(said).text })),
    ),
  ];
}

/** A paragraph with one of its questions, or with a piece or two of itself; articles stay together, as hard negatives. */
function paragraphs(train: readonly Paragraph[], random: Random): (n: number) => Pair[] {
  const articles = groupBy(train, (p) => p.article);
  const crop = (text: string): string => {
    const length = 10 + random.int(35);
    const at = random.int(Math.max(1, text.length - length));
    return text.slice(at, at + length);
  };
  const queryOf = ({ context, questions }: Paragraph): string => {
    if (questions.length > 0 && random.next() < 0.5) return random.pick(questions);
    return random.next() < 0.5 ? crop(context) : `${crop(context)} ${crop(context)}`;
  };
  let queue: Pair[] = [];
  return (n) => {
    while (queue.length < n) {
      const order = random.shuffle(articles).flatMap((article) => random.shuffle(article));
      queue.push(...order.map((paragraph) => ({ query: queryOf(paragraph), passage: paragraph.context })));
    }
    const drawn = queue.slice(0, n);
    queue = queue.slice(n);
    return drawn;
  };
}

/** Products of a batch that share a word of their titles: which of these is meant is the question to learn. */
const ALIKE = 8;

/** One to three neighbouring words of a product, of the middling frequency that people search by. */
function productQueries(data: string, random: Random): (n: number) => Pair[] {
  const all = products(data);
  const frequency = documentFrequency(all.map(({ title, body }) => `${title} ${body}`));
  const searched = (text: string): string[] =>
    wordsOf(text).filter((word) => (frequency.get(word) ?? 0) >= 10 && (frequency.get(word) ?? 0) < 6000);
  const byWord = new Map<string, Product[]>();
  for (const product of all) {
    for (const word of new Set(searched(product.title))) {
      const sharing = byWord.get(word);
      if (sharing === undefined) byWord.set(word, [product]);
      else sharing.push(product);
    }
  }
  const alike = (product: Product): Product[] => {
    const words = searched(product.title);
    if (words.length === 0) return [product];
    return [product, ...random.shuffle(byWord.get(random.pick(words)) ?? []).slice(0, ALIKE - 1)];
  };
  const queryOf = ({ title, body }: Product): string => {
    const words = searched(random.next() < 0.8 ? title : body);
    const length = 1 + random.int(3);
    const at = random.int(Math.max(1, words.length - length + 1));
    return words.slice(at, at + length).join(' ');
  };
  return (n) => {
    const pairs = new Map<Product, Pair>();
    while (pairs.size < n) {
      for (const product of alike(random.pick(all))) {
        const query = queryOf(product);
        if (query === '' || pairs.size >= n) continue;
        pairs.set(product, { query, passage: `${product.title}\n${product.body}` });
      }
    }
    return [...pairs.values()];
  };
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z][a-z0-9]+/g) ?? [];
}

function documentFrequency(texts: readonly string[]): Map<string, number> {
  const frequency = new Map<string, number>();
  for (const text of texts) {
    for (const word of new Set(wordsOf(text))) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  }
  return frequency;
}

function headingOrSentence({ query, passage }: Pair, random: Random): string {
  const sentences = passage.split(/(?<=[.!?])\s+|\n/).filter((sentence) => sentence.length > 20);
  return random.next() < 0.5 || sentences.length === 0 ? query : random.pick(sentences);
}

/** Three fifths of a title: of its words, or of its characters where it has no spaces. */
function partOf(title: string, random: Random): string {
  const words = title.split(/\s+/);
  const units = words.length < 3 ? [...title] : words;
  const length = Math.ceil(units.length * 0.6);
  const at = random.int(units.length - length + 1);
  return units.slice(at, at + length).join(words.length < 3 ? '' : ' ');
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}
