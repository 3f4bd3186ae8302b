/** The name of the variable that holds a key, as configs state it. */
import { z } from 'zod';

/** Checks a name; the key itself, put there by mistake, is refused without being repeated. */
export const keyVariableSchema = z
  .string()
  .max(64)
  .regex(/^[A-Z_][A-Z0-9_]*$/, 'it is the name of an environment variable (capitals, digits, _), never the key itself');
