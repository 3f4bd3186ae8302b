/** One query's results, collected line by line and ranked at the end. Reused from query to query. */
import type { RunLine } from '../../dataset/trec/run-lines.js';
import { type RankedList, UNJUDGED } from '../measures/measure.js';
import type { Policies } from '../policies.js';
import { gradesByRank, judgedGrades } from '../ranked-list.js';
import { grown, IdTable } from './id-table.js';

/** What a line adds to a query. */
export type ResultLine = Pick<RunLine, 'bytes' | 'docStart' | 'docEnd' | 'score' | 'line'>;

/** A document that was there before. */
export interface Duplicate {
  readonly document: string;
  /** Line of its first result. */
  readonly first: number;
}

/** Grades of a query, by document. */
export type Grades = ReadonlyMap<string, number>;

const NOT_RETRIEVED = 0;
const ROOM = 1024;

export class QueryResults {
  readonly #ids = new IdTable();
  /** By id: score, grade and line; a line of 0 is of a document that was judged and not (yet) retrieved. */
  #scores: Float64Array = new Float64Array(ROOM);
  #grades: Float64Array = new Float64Array(ROOM);
  #lines: Float64Array = new Float64Array(ROOM);
  /** Ids by order of their lines. */
  #retrieved: Uint32Array = new Uint32Array(ROOM);
  #count = 0;
  #known: Grades = new Map();

  /** @param depth how many of the best results count (trec_eval -M); null: all */
  constructor(
    private readonly policies: Pick<Policies, 'ties' | 'unjudged'>,
    private readonly depth: number | null,
  ) {}

  /** Documents that were retrieved. */
  get count(): number {
    return this.#count;
  }

  /** Forgets the last query. */
  begin(grades: Grades): void {
    this.#ids.clear();
    this.#count = 0;
    this.#known = grades;
    for (const [document, grade] of grades) {
      const bytes = Buffer.from(document, 'utf8');
      const id = this.#numberOf(bytes, 0, bytes.length);
      this.#grades[id] = grade;
    }
  }

  /** Adds a result; says when its document is there already, and changes nothing then. */
  add({ bytes, docStart, docEnd, score, line }: ResultLine): Duplicate | null {
    const id = this.#numberOf(bytes, docStart, docEnd);
    const first = this.#lines[id] as number;
    if (first !== NOT_RETRIEVED) return { document: this.#ids.text(id), first };
    this.#scores[id] = score;
    this.#lines[id] = line;
    if (this.#count === this.#retrieved.length) this.#retrieved = grown(this.#retrieved, this.#count + 1);
    this.#retrieved[this.#count] = id;
    this.#count += 1;
    return null;
  }

  /** The results in the order that the policies say, as measures read them; valid until {@link begin}. */
  ranked(): RankedList {
    const order = this.#retrieved.subarray(0, this.#count);
    this.#sort(order);
    const grades = new Float64Array(Math.min(order.length, this.depth ?? order.length));
    for (let rank = 0; rank < grades.length; rank++) grades[rank] = this.#grades[order[rank] as number] as number;
    return {
      ...gradesByRank(grades, this.policies.unjudged),
      judged: judgedGrades(this.#known),
    };
  }

  #numberOf(bytes: Uint8Array, start: number, end: number): number {
    const before = this.#ids.size;
    const id = this.#ids.add(bytes, start, end);
    if (id < before) return id;
    if (id === this.#scores.length) {
      this.#scores = grown(this.#scores, id + 1);
      this.#grades = grown(this.#grades, id + 1);
      this.#lines = grown(this.#lines, id + 1);
    }
    this.#grades[id] = UNJUDGED;
    this.#lines[id] = NOT_RETRIEVED;
    return id;
  }

  /** Most runs are in order already: looking costs less than sorting. */
  #sort(order: Uint32Array): void {
    const compare = this.#comparator();
    for (let rank = 1; rank < order.length; rank++) {
      if (compare(order[rank - 1] as number, order[rank] as number) > 0) {
        order.sort(compare);
        return;
      }
    }
  }

  #comparator(): (a: number, b: number) => number {
    const scores = this.#scores;
    const tied = this.#tieComparator();
    return (a, b) => {
      const x = scores[a] as number;
      const y = scores[b] as number;
      return x > y ? -1 : x < y ? 1 : tied(a, b);
    };
  }

  #tieComparator(): (a: number, b: number) => number {
    const { ties } = this.policies;
    const byId = (a: number, b: number): number => this.#ids.compare(b, a);
    if (ties === 'trec_eval') return byId;
    if (ties === 'input') return (a, b) => (this.#lines[a] as number) - (this.#lines[b] as number);
    const worth = (id: number): number => Math.max(0, this.#grades[id] || 0);
    const sign = ties === 'best' ? 1 : -1;
    return (a, b) => sign * (worth(b) - worth(a)) || byId(a, b);
  }
}
