/** When a request is sent again, and how long to wait before. */
import type { Random } from '../core/random.js';
import type { EndpointError } from './errors.js';
import { saysQuotaUsedUp, saysTooLarge } from './server-words.js';

/** Overloaded, starting, or between two proxies: what time heals. 52x and 529 are how CDNs and some hosts say so. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529]);

const BASE_MS = 500;
const LONGEST_MS = 30_000;

/** How often a failure is worth another try: always, once (a wrong answer is seldom luck), or never. */
export function worthRetrying(error: EndpointError): 'always' | 'once' | 'never' {
  switch (error.fault) {
    case 'cut':
    case 'timeout':
    case 'unreachable':
      return 'always';
    case 'malformed':
      return 'once';
    case 'oversized':
    case 'refused':
      return 'never';
    case 'status':
      if (!PASSING.has(error.status ?? 0) || saysQuotaUsedUp(error.words)) return 'never';
      // llama.cpp answers a text that is too long with 500.
      return error.status === 500 && saysTooLarge(error.words) ? 'never' : 'always';
  }
}

/**
 * Milliseconds before try `attempt` + 1: uniform in [0, min(30 s, 0.5 s × 2^attempt)), so that clients which failed
 * together do not come back together. "Full jitter", Marc Brooker, Exponential Backoff And Jitter, AWS 2015.
 * A server's own wish is kept, with as much jitter as a first wait on top.
 * @param attempt 0 for the first failure
 */
export function backOff(attempt: number, random: Random, retryAfter: number | undefined): number {
  if (retryAfter !== undefined) return retryAfter + random.next() * BASE_MS;
  return random.next() * Math.min(LONGEST_MS, BASE_MS * 2 ** attempt);
}

/**
 * `Retry-After` in milliseconds: seconds, or an HTTP date measured against `now` (RFC 9110, 10.2.3). Undefined when
 * absent or unreadable; a date that is past is 0.
 */
export function retryAfter(header: string | null, now: Date): number | undefined {
  const text = header?.trim() ?? '';
  if (text === '') return undefined;
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = /^[A-Za-z]{3,9},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}
