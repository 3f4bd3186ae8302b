/** The time as an argument: nothing below `cli/` asks the machine what day it is. */
export interface Clock {
  /** The instant of the call. */
  now(): Date;
}

/** A clock that always says the same instant: tests, and `--as-of`. */
export function fixedClock(instant: Date | string): Clock {
  const time = new Date(instant).getTime();
  return { now: () => new Date(time) };
}
