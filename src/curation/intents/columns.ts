/** Which column holds what: other people's files keep their names. */
import { z } from 'zod';

const column = (name: string, what: string) => z.string().min(1).default(name).describe(what);

export const columnsSchema = z.strictObject({
  id: column('id', 'Id of the utterance'),
  text: column('text', 'The utterance'),
  intent: column('intent', 'Its intent'),
  lang: column('lang', 'Its language'),
  split: column('split', 'train, validation or test; else the name of the file says it'),
  origin: column('origin', 'production or synthetic; rows without it are production'),
  conversation: column('conversation_id', 'Utterances of one conversation share it'),
  user: column('user_id', 'Utterances of one customer share it'),
  template: column('template_group', 'Synthetic utterances of one template share it'),
  annotations: column('annotations', 'A list of {annotator, intent}, where several people labelled the row'),
  weight: column('weight', 'Sampling weight'),
});

/** Names of columns. */
export type Columns = z.infer<typeof columnsSchema>;
