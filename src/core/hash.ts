/** Identity hashes. Parts are length-prefixed, so that ('ab', 'c') and ('a', 'bc') differ. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** sha256 over the parts in order, as 64 lower-case hex digits. `null` differs from the empty string. */
export function sha256(...parts: readonly (string | null)[]): string {
  return sha256Of(parts);
}

/** {@link sha256} over any number of parts. */
export function sha256Of(parts: Iterable<string | null>): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    if (part === null) hash.update('-;');
    else
      hash
        .update(`${Buffer.byteLength(part)}:`)
        .update(part)
        .update(';');
  }
  return hash.digest('hex');
}

/** sha256 over the bytes of a file as they stand, streamed. @throws the error of the file system as it comes */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
