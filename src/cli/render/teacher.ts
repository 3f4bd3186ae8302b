/** Whether the embedder is good enough to mine with, as a sentence. */
import type { TeacherCheck } from '../../negatives/types.js';

export function teacherLine({ recall_at_10, weak }: TeacherCheck): string {
  if (recall_at_10 === null) return 'teacher: not measured, no question has a positive';
  const figure = `teacher: recall@10 of the embedder on the given positives is ${recall_at_10.toFixed(3)}`;
  return weak ? `${figure}: below 0.7, a weak teacher mines feeble negatives` : figure;
}
