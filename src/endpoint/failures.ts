/** From what came back, or did not, to an error that a person can act on. Nothing here quotes a body unscrubbed. */
import { EndpointError, type MalformedAnswer } from './errors.js';
import type { Exchanged } from './exchange.js';
import { retryAfter } from './retry.js';
import { errorInside, isPage, saysQuotaUsedUp, saysTooLarge, serverWords } from './server-words.js';

/** What messages name. */
export interface Wording {
  /** Address as it may be shown. */
  readonly name: string;
  /** To be taken out of what servers say. */
  readonly key: string | undefined;
  /** Environment variable of the key. */
  readonly keyVariable: string;
  /** Section of the config: `embedder`. */
  readonly section: string;
  readonly advice: Advice;
}

/** Ways out that depend on what the endpoint is asked for; sentences. */
export interface Advice {
  /** No answer in time. */
  readonly slow: string;
  /** An answer longer than is read. */
  readonly oversized: string;
  /** Nothing listens there. */
  readonly absent: string;
  /** The request is more than the server takes. */
  readonly tooMuch: string;
}

/** Advice for a `section` of the config that asks for vectors. */
export function embeddingAdvice(section: string): Advice {
  return {
    slow: `Look at the server's load, give it more time (${section}.timeout, in seconds), or less work at a time (${section}.batchSize, ${section}.concurrency).`,
    oversized: `Lower ${section}.batchSize; if that changes nothing, this is not the API it claims to be.`,
    absent: `Start the server, or mend ${section}.endpoint. \`${section}: { model: bundled }\` needs no server; \`raft-corpus refresh --reembed\` changes over to it.`,
    tooMuch: `Lower ${section}.maxTokens to what the model reads, or ${section}.batchSize.`,
  };
}

type Answer = Extract<Exchanged, { kind: 'answer' }>;

/** No answer, or not the whole of it. */
export function noAnswer(
  outcome: Exclude<Exchanged, Answer>,
  { name, section, advice, timeout, maxBytes }: Wording & { readonly timeout: number; readonly maxBytes: number },
): EndpointError {
  const at = (fault: EndpointError['fault'], message: string, fix: string): EndpointError =>
    new EndpointError(message, { fault, where: name, fix, ...('cause' in outcome ? { cause: outcome.cause } : {}) });
  if (outcome.kind === 'timeout') {
    return at('timeout', `the endpoint gave no whole answer within ${timeout / 1000} s`, advice.slow);
  }
  if (outcome.kind === 'too-large') {
    return at('oversized', `the endpoint sends an answer of more than ${maxBytes >> 20} MB`, advice.oversized);
  }
  const { host } = new URL(name);
  const { code } = outcome;
  if (code === 'ECONNREFUSED') {
    return at('unreachable', `nothing listens at ${host}`, advice.absent);
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return at('unreachable', `there is no host ${host} to be found`, `Check ${section}.endpoint and the network.`);
  }
  if (/^(?:EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|EADDRNOTAVAIL)$/.test(code)) {
    return at('unreachable', `${host} cannot be reached (${code})`, `Check ${section}.endpoint, the network and VPN.`);
  }
  if (code === 'BAD_PORT') {
    return at('refused', `no request goes to ${host}: that port is another service's`, `Check ${section}.endpoint.`);
  }
  if (code.startsWith('HPE_')) {
    return at('refused', `what listens at ${host} does not speak HTTP`, `Check ${section}.endpoint.`);
  }
  if (/CERT|SELF_SIGNED|TLS|SSL|EPROTO/.test(code)) {
    return at(
      'refused',
      `no secure connection with ${host} (${code})`,
      'For a certificate of your own, start with NODE_EXTRA_CA_CERTS=FILE; for a server without TLS, write http://.',
    );
  }
  return at(
    'cut',
    `the connection with ${host} broke before the answer was whole${code === '' ? '' : ` (${code})`}`,
    'Run the command again; when it happens each time, look at the log of the server and of proxies before it.',
  );
}

/** An answer with a status that is no success. */
export function badStatus(answer: Answer, wording: Wording & { readonly now: Date }): EndpointError {
  return statusError(answer, answer.status, wording);
}

/**
 * The JSON of a good answer.
 * @throws EndpointError when there is none, or when it is an error after all
 */
export function answerJson(answer: Answer, wording: Wording & { readonly now: Date }): unknown {
  const { name, section } = wording;
  if (isPage(answer.body)) {
    throw new EndpointError(`the endpoint answered with ${serverWords(answer.body, wording.key)}, not with JSON`, {
      fault: 'refused',
      where: name,
      fix: `Is ${section}.endpoint the base address of the API? Most end in /v1. A proxy or a login page may stand before it.`,
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(answer.body);
  } catch {
    throw notJson(answer.body, wording);
  }
  const inside = errorInside(value);
  if (inside) throw statusError(answer, inside.status ?? answer.status, wording);
  return value;
}

/** A whole answer of the wrong shape. */
export function malformed(error: MalformedAnswer, { name }: Wording): EndpointError {
  return new EndpointError(`the endpoint answered with ${error.message}`, {
    fault: 'malformed',
    where: name,
    fix: error.fix,
  });
}

/** The parser's own message is left out: it quotes the body, and a body may quote the key. */
function notJson(body: string, { name }: Wording): EndpointError {
  const at = (fault: EndpointError['fault'], message: string): EndpointError =>
    new EndpointError(message, {
      fault,
      where: name,
      fix: 'Run the command again; when it happens each time, look at the log of the server and of proxies before it.',
    });
  if (body.trim() === '') return at('cut', 'the endpoint sent an empty answer');
  if (/[[,:]\s*-?(?:NaN|Infinity)\b/.test(body)) {
    return new EndpointError('the endpoint answered with numbers that are NaN or infinite', {
      fault: 'malformed',
      where: name,
      fix: 'The model on the server overflows or its weights are damaged: load it again, with float32 in place of float16.',
    });
  }
  return /^\s*[[{]/.test(body)
    ? at('cut', `the endpoint's answer ends in the middle (after ${body.length.toLocaleString('en')} characters)`)
    : at('malformed', 'the endpoint answered with something that is not JSON');
}

function statusError(answer: Answer, status: number, wording: Wording & { readonly now: Date }): EndpointError {
  const words = serverWords(answer.body, wording.key);
  const { message, fix } = explain(status, words, wording, answer.headers.get('location'));
  return new EndpointError(`${message}${words === '' ? '' : `: ${words}`}`, {
    fault: status >= 300 && status < 400 ? 'refused' : 'status',
    where: wording.name,
    fix,
    status,
    words,
    retryAfter: retryAfter(answer.headers.get('retry-after'), wording.now),
  });
}

function explain(
  status: number,
  words: string,
  { key, keyVariable, section, name, advice }: Wording,
  location: string | null,
): { readonly message: string; readonly fix: string } {
  if (status >= 300 && status < 400) {
    return {
      message: `the endpoint sends us elsewhere (HTTP ${status}${location === null ? '' : `, to ${hostOf(location, name)}`})`,
      fix: `Redirects are not followed, so that no key reaches another host. Set ${section}.endpoint to where the API is.`,
    };
  }
  if (status === 401 || status === 403) {
    return key === undefined
      ? {
          message: `the endpoint asks for a key (HTTP ${status})`,
          fix: `Put it into the environment variable ${keyVariable}, or name another with ${section}.apiKeyEnv.`,
        }
      : {
          message: `the endpoint does not accept the key (HTTP ${status})`,
          fix: `The key comes from the environment variable ${keyVariable}: is it the one for this server, and may it use this model?`,
        };
  }
  if (status === 404 || status === 405) {
    return {
      message: `the endpoint knows no such model or address (HTTP ${status})`,
      fix: `Check ${section}.model, and ${section}.endpoint: the base address, most end in /v1.`,
    };
  }
  if (status === 429 && saysQuotaUsedUp(words)) {
    return { message: 'the account has nothing left (HTTP 429)', fix: 'Raise its limit with the provider, or wait.' };
  }
  if (status === 413 || saysTooLarge(words)) {
    return {
      message: `the request is more than the endpoint takes (HTTP ${status})`,
      fix: advice.tooMuch,
    };
  }
  return {
    message: status < 300 ? 'the endpoint answered with an error' : `the endpoint answered with HTTP ${status}`,
    fix:
      status === 429
        ? `Run the command again later, or with a lower ${section}.concurrency.`
        : "Look at the server's log; what was stored before stays, and the same command goes on from there.",
  };
}

/** Where a redirect leads: no path and no parameter, in which a server may put what it was given. */
function hostOf(location: string, base: string): string {
  try {
    const { protocol, host } = new URL(location, base);
    return `${protocol}//${host}`;
  } catch {
    return 'an address that is none';
  }
}
