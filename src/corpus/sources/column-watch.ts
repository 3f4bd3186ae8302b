/** Columns that the config names and no record has: a misspelt one would make every value unknown, in silence. */
import type { DataRecord } from '../../dataset/readers/record.js';
import type { SourceConfig } from './config.js';
import { columnsOf, factSpecs } from './config-fields.js';

/** Keys of the first record, for messages. */
const MOST_KEYS = 20;

/** Watches records until each configured column has been seen once; after that it costs nothing. */
export class ColumnWatch {
  readonly #unseen: Set<string>;
  #keys: readonly string[] = [];

  constructor({ fields = {}, group }: Pick<SourceConfig, 'fields' | 'group'>) {
    const { facts: _, ...single } = fields;
    const named = Object.values(single).flatMap((value) => columnsOf(value));
    const columns = [...named, ...factSpecs(fields).map(({ column }) => column), ...columnsOf(group)];
    this.#unseen = new Set(columns);
  }

  see(record: DataRecord): void {
    if (this.#unseen.size === 0) return;
    if (this.#keys.length === 0) this.#keys = Object.keys(record).slice(0, MOST_KEYS);
    for (const column of this.#unseen) {
      // Of a dotted path the first part must be there: the rest may be optional in each record.
      if (Object.hasOwn(record, column) || Object.hasOwn(record, column.split('.')[0] ?? column)) {
        this.#unseen.delete(column);
      }
    }
  }

  /** What to tell about each column that no record had; nothing when there was no record. */
  messages(): string[] {
    if (this.#keys.length === 0) return [];
    const keys = this.#keys.join(', ');
    return [...this.#unseen].map((column) => `no record has "${column}"; the first has: ${keys}`);
  }
}
