/** What can go wrong between a request and its answer, told apart as far as a caller acts differently on it. */
import { RaftCorpusError } from '../core/errors.js';

/**
 * - `unreachable`: nothing took the connection
 * - `cut`: a connection that broke before the answer was whole, or an answer that ends in the middle
 * - `timeout`: no whole answer in time
 * - `status`: an HTTP status of 400 or more, or an error object in a good answer
 * - `malformed`: a whole answer that is not what was asked for
 * - `oversized`: an answer longer than is read
 * - `refused`: an answer that no repetition changes: a redirect, a page, a bad certificate
 */
export type EndpointFault = 'unreachable' | 'cut' | 'timeout' | 'status' | 'malformed' | 'oversized' | 'refused';

interface EndpointErrorDetails {
  readonly fault: EndpointFault;
  readonly where: string;
  readonly fix: string;
  /** HTTP status, for `status`. */
  readonly status?: number | undefined;
  /** The server's own words, scrubbed and short; empty when it had none. */
  readonly words?: string | undefined;
  /** Milliseconds that the server asks to wait. */
  readonly retryAfter?: number | undefined;
  readonly cause?: unknown;
}

/** A request that failed for good; it reads like every {@link RaftCorpusError}. */
export class EndpointError extends RaftCorpusError {
  readonly fault: EndpointFault;
  readonly status: number | undefined;
  readonly words: string;
  readonly retryAfter: number | undefined;

  constructor(message: string, details: EndpointErrorDetails) {
    const { where, fix, cause } = details;
    super(message, { where, fix, ...(cause === undefined ? {} : { cause }) });
    this.fault = details.fault;
    this.status = details.status;
    this.words = details.words ?? '';
    this.retryAfter = details.retryAfter;
  }
}

/** Thrown by a caller's `read` for an answer of the wrong shape; the transport adds where, and tries once more. */
export class MalformedAnswer extends Error {
  readonly fix: string;

  /** @param message what is wrong, to stand after "the endpoint answered with"; @param fix the way out */
  constructor(message: string, fix = 'The server is not the API it claims to be, or is broken: look at its log.') {
    super(message);
    this.name = 'MalformedAnswer';
    this.fix = fix;
  }
}
