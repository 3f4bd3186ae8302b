/** A question as somebody else wrote it, a model or a file, before anything of it is believed. */
import { z } from 'zod';
import { LANGS } from '../../../dataset/raft-row.js';

/** What a question is after; it becomes part of the question's form. */
const KINDS = ['fact', 'condition', 'exception', 'procedure', 'time'] as const;

export const draftSchema = z.strictObject({
  question: z.string().min(4).max(400),
  answer: z.string().min(1).max(800),
  quote: z.string().min(1).max(1200),
  type: z.enum(KINDS),
  lang: z.enum(LANGS),
});

export type Draft = z.infer<typeof draftSchema>;
