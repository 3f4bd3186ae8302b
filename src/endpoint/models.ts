/** The names of the models that an endpoint serves: for the message that says a name is wrong. */
import { EndpointError } from './errors.js';
import type { Transport } from './transport.js';

const MOST_NAMED = 12;

/**
 * Asks `GET /models`, once and only for help.
 * @returns the ids, or none when the server does not say
 */
async function servedModels(transport: Transport, signal: AbortSignal | undefined): Promise<readonly string[]> {
  try {
    return await transport.send({ path: 'models', read: idsOf, retries: 0, signal });
  } catch (error) {
    if (error instanceof EndpointError) return [];
    throw error;
  }
}

/** `error`, with the names that would have been right when it is about the model's. */
export async function withServedModels(
  error: EndpointError,
  about: { readonly transport: Transport; readonly model: string; readonly signal?: AbortSignal | undefined },
): Promise<EndpointError> {
  const suspect = error.status === 404 || (error.status !== undefined && /model/i.test(error.words));
  if (!suspect || error.status === 401 || error.status === 403) return error;
  const ids = await servedModels(about.transport, about.signal);
  if (ids.length === 0 || ids.includes(about.model)) return error;
  const named = about.transport.clean(ids.slice(0, MOST_NAMED).join(', '));
  const more = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : '';
  const { where = '', fault, status, words } = error;
  return new EndpointError(`the endpoint does not serve the model "${about.model}" (HTTP ${status})`, {
    ...{ fault, where, status, words },
    fix: `It serves ${named}${more}.`,
  });
}

function idsOf(answer: unknown): readonly string[] {
  const data: unknown = (answer as { data?: unknown } | null)?.data;
  if (!Array.isArray(data)) return [];
  return data.map((entry: unknown) => (entry as { id?: unknown } | null)?.id).filter((id) => typeof id === 'string');
}
