/** Names of models on a hub: `owner/name`, with `@revision` for a branch, a tag or a commit. */

/** A parsed hub name. */
export interface HubName {
  /** `owner/name`, or one word for the oldest models. */
  readonly repo: string;
  /** Branch, tag or commit; `main` where none is named. */
  readonly revision: string;
}

const NAME = /^(?<repo>[\w-][\w.-]*(?:\/[\w-][\w.-]*)?)(?:@(?<revision>[\w-][\w.-]*))?$/;

/** The parts of a hub name; undefined when `text` is none. */
export function parseHubName(text: string): HubName | undefined {
  const groups = NAME.exec(text)?.groups;
  if (groups?.['repo'] === undefined || /\.\./.test(text)) return undefined;
  return { repo: groups['repo'], revision: groups['revision'] ?? 'main' };
}
