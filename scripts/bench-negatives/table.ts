/** Tables of the report, as Markdown. */
import type { Interval } from '../../src/stats/bootstrap.js';
import type { Comparison, Rate } from './compare.js';

export interface ReportOptions {
  /** Of the repository. */
  readonly root: string;
  /** `../shared/data`. */
  readonly data: string;
  /** Negatives per query. */
  readonly n: number;
  readonly seeds: number;
  /** Of jaquad, seeded. */
  readonly questions: number;
}

export const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
export const range = ({ low, high }: Interval, show = percent): string => `${show(low)} … ${show(high)}`;
const decimal = (value: number): string => value.toFixed(3);
const times = (value: number): string => value.toFixed(2);

/** Prints every miner's rate, and each against the reference at equal numbers. */
export function printRates(
  title: string,
  rows: readonly { readonly name: string; readonly rate: Rate; readonly against: Comparison | null }[],
  reference: string,
): void {
  console.log(`\n${title}\n`);
  console.log(`| miner | negatives | false | similarity | false : ${reference} | harder than ${reference} by |`);
  console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
  for (const { name, rate, against } of rows) {
    const cells = against
      ? [
          `${times(against.ratio)} (${range(against.ratioInterval, times)})`,
          `${decimal(against.harder)} (${range(against.harderInterval, decimal)})`,
        ]
      : ['', ''];
    const own = [String(rate.negatives), percent(rate.falseRate), decimal(rate.hardness)];
    console.log(`| ${[name, ...own, ...cells].join(' | ')} |`);
  }
  console.log('');
}
