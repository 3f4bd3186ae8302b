/**
 * Rows wait on disk until all are made, then leave in any order: in memory are where each stands and to which file it
 * goes, 17 bytes a row.
 */
import { type FileHandle, open } from 'node:fs/promises';

export interface RowSpool {
  readonly length: number;
  /** Appends a row that belongs to list `list` (0 … 255). */
  append(row: unknown, list: number): Promise<void>;
  /** The rows of a list as JSON text, in the order in which `shuffle` puts their numbers. */
  read(list: number, shuffle: (numbers: readonly number[]) => readonly number[]): AsyncGenerator<string>;
  close(): Promise<void>;
}

/** Bytes that wait before they are written. */
const BUFFER = 1 << 20;
/** Rows that are read at once. */
const READ_AHEAD = 64;

/** Creates the file; it is the caller's to remove. */
export async function openRowSpool(path: string): Promise<RowSpool> {
  return new FileSpool(await open(path, 'wx+'));
}

class FileSpool implements RowSpool {
  length = 0;
  private readonly starts = new Growing((size) => new Float64Array(size));
  private readonly lists = new Growing((size) => new Uint8Array(size));
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private end = 0;

  constructor(private readonly handle: FileHandle) {}

  async append(row: unknown, list: number): Promise<void> {
    const bytes = Buffer.from(JSON.stringify(row));
    this.starts.set(this.length, this.end);
    this.lists.set(this.length, list);
    this.length += 1;
    this.end += bytes.byteLength;
    this.waiting.push(bytes);
    this.waitingBytes += bytes.byteLength;
    if (this.waitingBytes >= BUFFER) await this.flush();
  }

  async *read(list: number, shuffle: (numbers: readonly number[]) => readonly number[]): AsyncGenerator<string> {
    await this.flush();
    const numbers: number[] = [];
    for (let i = 0; i < this.length; i++) if (this.lists.at(i) === list) numbers.push(i);
    const ordered = shuffle(numbers);
    for (let at = 0; at < ordered.length; at += READ_AHEAD) {
      yield* await Promise.all(ordered.slice(at, at + READ_AHEAD).map((number) => this.textOf(number)));
    }
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  private async textOf(number: number): Promise<string> {
    const start = this.starts.at(number);
    const end = number + 1 < this.length ? this.starts.at(number + 1) : this.end;
    const buffer = Buffer.allocUnsafe(end - start);
    for (let at = 0; at < buffer.byteLength; ) {
      const { bytesRead } = await this.handle.read(buffer, at, buffer.byteLength - at, start + at);
      if (bytesRead === 0) throw new Error(`the spool ends before row ${number}`);
      at += bytesRead;
    }
    return buffer.toString('utf8');
  }

  private async flush(): Promise<void> {
    const chunk = Buffer.concat(this.waiting);
    this.waiting = [];
    this.waitingBytes = 0;
    if (chunk.byteLength > 0) await this.handle.appendFile(chunk);
  }
}

/** A typed array that grows by doubling. */
class Growing<T extends Float64Array | Uint8Array> {
  private data: T;

  constructor(private readonly create: (size: number) => T) {
    this.data = create(1024);
  }

  set(index: number, value: number): void {
    if (index >= this.data.length) {
      const larger = this.create(2 * this.data.length);
      larger.set(this.data);
      this.data = larger;
    }
    this.data[index] = value;
  }

  at(index: number): number {
    return this.data[index] as number;
  }
}
