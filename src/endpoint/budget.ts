/**
 * What a run may spend, kept to by reserving the most that a call can cost before it is made: calls in flight at the
 * same time cannot overshoot together. Whoever asks first is served first, and is refused only when nothing is in flight
 * that might turn out cheaper, so that where a run stops depends on the order of calls and not on their speed.
 */

/** Limits; what is left out has none. Tokens are prompt and completion together. */
export interface BudgetLimits {
  readonly maxCalls?: number | undefined;
  readonly maxTokens?: number | undefined;
  /** In the price's currency. */
  readonly maxCost?: number | undefined;
}

/** What tokens cost. */
export interface Price {
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
  /** ISO 4217, for people: `USD`. */
  readonly currency: string;
}

/** Tokens of a call. */
export interface TokenUsage {
  readonly prompt: number;
  readonly completion: number;
}

/** Spent so far. */
export interface Spent {
  readonly calls: number;
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  /** Of the calls, those whose tokens are our estimate: the server gave no count, or no answer came. */
  readonly estimated_calls: number;
  /** Null without a price. */
  readonly cost: number | null;
}

/** Which limit ended a run. */
export type BudgetLimit = keyof BudgetLimits;

/** Room for one call; it ends with exactly one of the two. */
export interface Reservation {
  /** The call was answered, or may have been billed. */
  settle(usage: TokenUsage & { readonly estimated: boolean }): void;
  /** The call cost nothing: it was refused before the model saw it. */
  release(): void;
}

/** The account of a run. */
export interface Budget {
  readonly limits: BudgetLimits;
  readonly price: Price | null;
  /** @returns null when the budget is used up; it stays so */
  reserve(most: TokenUsage): Promise<Reservation | null>;
  spent(): Spent;
  /** The limit that was reached. */
  stoppedBy(): BudgetLimit | null;
}

/** Price of some tokens. */
export function costOf({ prompt, completion }: TokenUsage, price: Price): number {
  return (prompt * price.inputPerMillion + completion * price.outputPerMillion) / 1e6;
}

interface Account {
  calls: number;
  prompt: number;
  completion: number;
}

interface Waiting {
  readonly most: TokenUsage;
  readonly resolve: (reservation: Reservation | null) => void;
}

/** @param limits without any, everything is granted and only counted */
export function createBudget(limits: BudgetLimits, price: Price | null): Budget {
  const spent: Account = { calls: 0, prompt: 0, completion: 0 };
  const reserved: Account = { calls: 0, prompt: 0, completion: 0 };
  let estimated = 0;
  let stopped: BudgetLimit | null = null;
  const queue: Waiting[] = [];

  const breached = ({ prompt, completion }: TokenUsage): BudgetLimit | null => {
    const total = {
      prompt: spent.prompt + reserved.prompt + prompt,
      completion: spent.completion + reserved.completion + completion,
    };
    const { maxCalls = Infinity, maxTokens = Infinity, maxCost = Infinity } = limits;
    if (spent.calls + reserved.calls + 1 > maxCalls) return 'maxCalls';
    if (total.prompt + total.completion > maxTokens) return 'maxTokens';
    return price !== null && costOf(total, price) > maxCost ? 'maxCost' : null;
  };

  const grant = (most: TokenUsage): Reservation => {
    add(reserved, most, 1);
    let open = true;
    const close = (): void => {
      if (!open) throw new Error('a reservation ends once');
      open = false;
      add(reserved, most, -1);
    };
    return {
      settle: (usage) => {
        close();
        add(spent, usage, 1);
        if (usage.estimated) estimated += 1;
        serve();
      },
      release: () => {
        close();
        serve();
      },
    };
  };

  const serve = (): void => {
    for (let next = queue[0]; next !== undefined; next = queue[0]) {
      const limit = stopped ?? breached(next.most);
      if (limit !== null && stopped === null && reserved.calls > 0) return;
      if (limit !== null) stopped = limit;
      queue.shift();
      next.resolve(limit === null ? grant(next.most) : null);
    }
  };

  return {
    limits,
    price,
    reserve: (most) =>
      new Promise((resolve) => {
        queue.push({ most, resolve });
        serve();
      }),
    spent: () => ({
      calls: spent.calls,
      prompt_tokens: spent.prompt,
      completion_tokens: spent.completion,
      estimated_calls: estimated,
      cost: price === null ? null : costOf(spent, price),
    }),
    stoppedBy: () => stopped,
  };
}

function add(account: Account, { prompt, completion }: TokenUsage, calls: 1 | -1): void {
  account.calls += calls;
  account.prompt += calls * prompt;
  account.completion += calls * completion;
}
