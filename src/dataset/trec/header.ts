/** Names of columns, which some tools write into the first line and others do not. */

const NAMES = /^(?:score|sim|similarity|rel|relevance|relevancy|relevant|label|grade|judge?ment|rating|value)$/i;

/** Whether the text where a number belongs is the name of its column. */
export function looksLikeHeader(text: string): boolean {
  return NAMES.test(text);
}
