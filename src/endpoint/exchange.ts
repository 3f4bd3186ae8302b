/** One request and its whole answer, within a time and a size. No policy: what to do about a failure is decided above. */

/** The function that talks to the network: Node's own `fetch`, or a test's. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What goes out. */
export interface ExchangeRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Milliseconds for the whole of it, the last byte of the answer included. */
  readonly timeout: number;
  /** Longest answer in bytes. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** What came back. */
export type Exchanged =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: Headers; readonly body: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'broken'; readonly code: string; readonly cause: unknown };

const TIMED_OUT = Symbol('timed out');

/**
 * Sends one request; redirects are answers, and are never followed.
 * @throws the signal's reason when it is aborted, at once
 */
export async function exchange(fetch: Fetch, request: ExchangeRequest): Promise<Exchanged> {
  const { url, method, headers, body, timeout, maxBytes, signal } = request;
  signal?.throwIfAborted();
  const controller = new AbortController();
  const stop = (): void => controller.abort(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  const timer = setTimeout(() => controller.abort(TIMED_OUT), timeout);
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: controller.signal,
      ...(body === undefined ? {} : { body }),
    });
    const text = await readBounded(response, maxBytes);
    if (text === null) return { kind: 'too-large' };
    return { kind: 'answer', status: response.status, headers: response.headers, body: text };
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    if (controller.signal.reason === TIMED_OUT) return { kind: 'timeout' };
    return { kind: 'broken', code: networkCode(cause), cause };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

/** The body as text without a byte order mark, or null when it is longer than `maxBytes`; then the rest is not read. */
async function readBounded(response: Response, maxBytes: number): Promise<string | null> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      return null;
    }
    chunks.push(part.value);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** The system's or undici's code for a broken connection: "fetch failed" says nothing, its cause does. */
function networkCode(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { code } = at as NodeJS.ErrnoException;
    if (typeof code === 'string') return code;
    // Browsers' rule, kept by Node: no HTTP to ports of other services. It has no code.
    if (at.message === 'bad port') return 'BAD_PORT';
    const inner: unknown = at instanceof AggregateError ? at.errors[0] : undefined;
    if (inner instanceof Error && typeof (inner as NodeJS.ErrnoException).code === 'string')
      return (inner as NodeJS.ErrnoException).code ?? '';
  }
  return '';
}
