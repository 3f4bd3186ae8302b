/** The base address of an API: checked, joined with paths, and shown without anything that could be a secret. */

/** Query parameters that carry secrets under one of their many names. */
const SECRET_NAME = /key|token|secret|passw|auth|sig(?:nature)?$|credential/i;

/** What is wrong with `address` as the base address of an API, as a sentence that quotes none of it; null when fine. */
export function addressProblem(address: string): string | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return 'it is not an address; write it as http://127.0.0.1:8080/v1';
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'it must begin with http:// or https://';
  if (url.username !== '' || url.password !== '' || [...url.searchParams.keys()].some((name) => SECRET_NAME.test(name)))
    return 'it holds a password or key, and a config is no place for one; take it out and put it into an environment variable (apiKeyEnv names it)';
  if (url.hash !== '') return 'it must not have a part after "#"';
  if (/\/(?:embeddings|chat\/completions)\/*$/.test(url.pathname))
    return 'name the base address, without the last part (embeddings, chat/completions): http://127.0.0.1:8080/v1';
  return null;
}

/** The address of `path` below `base`; parameters of the base (`?api-version=…`) are kept. */
export function below(base: string, path: string): string {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path}`;
  return url.href;
}

/** Host, port and path of an address for messages: never a password, never a parameter. */
export function shownAddress(address: string): string {
  const url = new URL(address);
  return `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`;
}

/** Whether what is sent to `address` can be read on its way: plain HTTP to another machine. */
export function isReadableOnTheWay(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  const local = hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]';
  return protocol === 'http:' && !local && !/^127(?:\.\d+){3}$/.test(hostname);
}
