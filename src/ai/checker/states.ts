/** States that people have words for. Each group excludes those it is listed with. */
const STATE_WORDS: Readonly<Record<string, readonly string[]>> = {
  running: [
    'running',
    'run',
    'runs',
    'started',
    'operating',
    'in operation',
    'in service',
    'online',
    'on line',
    'beroperasi',
    'berjalan',
    'jalan',
    'hidup',
    'menyala',
    'nyala',
    'operasi',
    'on',
  ],
  stopped: [
    'stopped',
    'stop',
    'off',
    'offline',
    'off line',
    'shut down',
    'shutdown',
    'not running',
    'out of service',
    'berhenti',
    'mati',
    'padam',
    'tidak beroperasi',
    'tidak berjalan',
    'tidak jalan',
    'stop operasi',
  ],
  standby: ['standby', 'stand by', 'stand-by', 'siaga'],
  tripped: ['tripped', 'trip', 'in trip'],
  open: ['open', 'opened', 'terbuka', 'buka'],
  closed: ['closed', 'close', 'shut', 'tertutup', 'tutup'],
  auto: ['auto', 'automatic', 'otomatis'],
  manual: ['manual', 'manually'],
  alarm: ['alarm', 'in alarm'],
  normal: ['normal'],
  fault: ['fault', 'faulted', 'failed', 'gangguan', 'rusak'],
};
const ENTRIES = Object.entries(STATE_WORDS)
  .flatMap(([state, words]) => words.map((word) => ({ state, word })))
  .toSorted((a, b) => b.word.length - a.word.length);
const MEANINGS = new Map(ENTRIES.map(({ state, word }) => [word, state]));
/** A mill that trips is stopped too, and one that is ready is not running: what also holds of a state. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  tripped: ['stopped', 'fault'],
  standby: ['stopped'],
  fault: ['stopped', 'tripped'],
};

/** Words that are states only when they stand for one: `on` is mostly none. */
const LOOSE = new Set([
  'on',
  'off',
  'run',
  'runs',
  'stop',
  'jalan',
  'close',
  'open',
  'trip',
  'failed',
  'operasi',
  'tutup',
  'buka',
  'alarm',
  'shut',
  'started',
  'normal',
]);
const PATTERN = new RegExp(
  String.raw`(?<![\p{L}\d_])(?:${ENTRIES.map(({ word }) => word.replaceAll('-', '[- ]')).join('|')})(?![\p{L}\d_])`,
  'giu',
);
const COPULA =
  /(?:\b(?:is|are|was|were|in|now|status|state|keadaan|posisi|currently|still|masih|sedang|dalam|statusnya)|[:=(–-]) ?(?:now |currently |still |all |both |masih |sedang )?$/i;
const NEGATION =
  /(?:\b(?:not|never|isn't|aren't|wasn't|tidak|bukan|belum|none|no longer)(?: \p{L}+)?) ?$/iu;

export interface StateClaim {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly state: string;
  readonly isDenied: boolean;
}

/** What a state of a source is among the states that people have words for; itself in lower case otherwise. */
export function canonicalState(name: string): string {
  const plain = name
    .trim()
    .toLowerCase()
    .replaceAll(/[_\s]+/g, ' ');
  return MEANINGS.get(plain) ?? plain;
}

/** Whether something in one state may be said to be in another. */
export function isInState(actual: string, claimed: string): boolean {
  return actual === claimed || (ALSO[actual] ?? []).includes(claimed);
}

/**
 * Says of states that a text makes: `is running`, `berhenti`.
 *
 * @param own states of the results that nobody else has a word for
 */
export function readStateClaims(text: string, own: readonly string[]): readonly StateClaim[] {
  const claims: StateClaim[] = [];
  for (const match of text.matchAll(PATTERN)) {
    const before = text.slice(0, match.index);
    const word = match[0].toLowerCase();
    const isNegated = NEGATION.test(before);
    if (LOOSE.has(word) && !COPULA.test(before) && !isNegated) continue;
    const state = MEANINGS.get(word.replaceAll('-', ' ')) ?? MEANINGS.get(word) ?? word;
    claims.push({
      start: match.index,
      end: match.index + word.length,
      text: match[0],
      state,
      isDenied: isNegated,
    });
  }
  const lower = text.toLowerCase();
  for (const state of own) {
    if (MEANINGS.has(state) || state.length < 3) continue;
    for (let at = lower.indexOf(state); at >= 0; at = lower.indexOf(state, at + state.length)) {
      claims.push({
        start: at,
        end: at + state.length,
        text: state,
        state,
        isDenied: NEGATION.test(text.slice(0, at)),
      });
    }
  }
  return claims;
}
