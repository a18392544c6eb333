/** One bad turn on purpose: what to do to the next matching requests. Set by `POST /__simulator/misbehave`. */
export type MisbehaviourRule = {
  /** Answer with this status and a vendor-like error body. */
  readonly status?: number;
  /** Take the request and never answer. */
  readonly hang?: boolean;
  /** Answer this much later. */
  readonly latencyMs?: number;
  /** `broken`: 200 with text that is not JSON. `half`: the connection dies in the middle of the body. */
  readonly body?: 'broken' | 'half';
  /** Sent as `Retry-After` with `status`, in seconds. */
  readonly retryAfterSeconds?: number;
  /** Only requests whose path and query contain this text (case ignored). */
  readonly pathIncludes?: string;
  /** How many requests it hits; without it, every one until it is cleared. */
  readonly count?: number;
};

/** What shall happen to one request. */
export type Misfortune = {
  readonly latencyMs: number;
  readonly hang: boolean;
  readonly status: number | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly body: 'broken' | 'half' | undefined;
};

/** The steady part, from the command line. */
export type MisbehaviourOptions = {
  readonly latencyMs: number;
  /** Share of requests, 0 to 1, answered 500, 502 or 503 in turn. */
  readonly failRate: number;
  /** Share of requests, 0 to 1, or a text in the path and query, that are never answered. */
  readonly hang: number | string;
};

const FAILURES = [500, 502, 503] as const;

/** Decides the fate of each request; `random` is handed in so that a seed repeats a bad day exactly. */
export function createMisbehaviour(options: MisbehaviourOptions, random: () => number) {
  let rules: { rule: MisbehaviourRule; left: number }[] = [];
  let failures = 0;

  return {
    decide,
    decideInBatch,
    add,
    clear,
    list: () => rules.map(({ rule, left }) => ({ ...rule, left })),
  };

  function add(rule: MisbehaviourRule): void {
    rules.push({ rule, left: rule.count ?? Infinity });
  }

  function clear(): void {
    rules = [];
  }

  function decide(url: string): Misfortune {
    const lower = url.toLowerCase();
    const rule = take(({ pathIncludes = '' }) => lower.includes(pathIncludes.toLowerCase()));
    return {
      latencyMs: options.latencyMs + (rule?.latencyMs ?? 0),
      hang: rule?.hang ?? hangs(lower),
      status: rule?.status ?? (rule ? undefined : chanceFailure()),
      retryAfterSeconds: rule?.retryAfterSeconds,
      body: rule?.body,
    };
  }

  /** The status a request inside a batch shall have; only rules with `status` and `pathIncludes` reach there. */
  function decideInBatch(url: string): number | undefined {
    const lower = url.toLowerCase();
    return take(
      ({ status, pathIncludes }) =>
        status !== undefined &&
        pathIncludes !== undefined &&
        lower.includes(pathIncludes.toLowerCase()),
    )?.status;
  }

  function take(matches: (rule: MisbehaviourRule) => boolean): MisbehaviourRule | undefined {
    const hit = rules.find(({ rule }) => matches(rule));
    if (!hit) return undefined;
    hit.left -= 1;
    if (hit.left <= 0) rules = rules.filter((each) => each !== hit);
    return hit.rule;
  }

  function hangs(url: string): boolean {
    const { hang } = options;
    if (typeof hang === 'string') return hang !== '' && url.includes(hang.toLowerCase());
    return hang > 0 && random() < hang;
  }

  function chanceFailure(): number | undefined {
    if (options.failRate <= 0 || random() >= options.failRate) return undefined;
    failures += 1;
    return FAILURES[failures % FAILURES.length];
  }
}

/** The type of what `createMisbehaviour` makes. */
export type Misbehaviour = ReturnType<typeof createMisbehaviour>;

/** The body a real server sends with a status it did not mean to send. */
export function failureBody(status: number): { Errors: string[] } | { Message: string } {
  switch (status) {
    case 401:
      return { Message: 'Authorization has been denied for this request.' };
    case 403:
      return { Errors: ['The current user does not have the permission for this operation.'] };
    case 404:
      return { Errors: ['The specified object was not found.'] };
    case 429:
      return { Message: 'Too many requests. The rate limit of this server was exceeded.' };
    case 502:
      return { Errors: ["Cannot connect to server 'DEMO-PI'."] };
    case 503:
      return { Message: 'The service is unavailable.' };
    default:
      return {
        Errors: [
          'An error has occurred. The details are kept from callers unless the server is in debug mode.',
        ],
      };
  }
}
