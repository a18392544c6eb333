/** What plants call the same state; matched with the states a tag really has. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  running: [
    'running',
    'run',
    'on',
    'operating',
    'in operation',
    'active',
    'in service',
    'online',
    'started',
    'jalan',
    'operasi',
    'hidup',
  ],
  stopped: [
    'stopped',
    'stop',
    'off',
    'idle',
    'inactive',
    'standby',
    'out of service',
    'offline',
    'not running',
    'mati',
    'berhenti',
    'shutdown',
  ],
  tripped: ['tripped', 'trip', 'unit trip'],
  maintenance: [
    'maintenance',
    'in maintenance',
    'repair',
    'overhaul',
    'under repair',
    'perbaikan',
    'pemeliharaan',
    'service',
  ],
  open: ['open', 'opened', 'terbuka'],
  closed: ['closed', 'close', 'shut', 'tertutup'],
  fault: ['fault', 'faulted', 'failed', 'failure', 'alarm'],
  startup: ['startup', 'start up', 'start-up', 'starting'],
  shutdown: ['shutdown', 'shut down', 'shut-down'],
  auto: ['auto', 'automatic'],
  manual: ['manual', 'man'],
  inactive: ['inactive', 'off'],
};
/** States a tag is in so seldom that it may not have been seen in one for weeks. */
const SELDOM = new Set(['tripped', 'maintenance', 'fault', 'startup', 'shutdown']);

/**
 * The name that a tag's states have for an idea such as `running`: one it was seen in, or the idea itself where that
 * state is seldom. Undefined when its states are others.
 */
export function stateNameOf(idea: string, seen: readonly string[]): string | undefined {
  const names = NAMES[idea] ?? [idea];
  for (const name of names) {
    const same = seen.find((state) => state.trim().toLowerCase() === name);
    if (same !== undefined) return same;
  }
  return SELDOM.has(idea) || NAMES[idea] === undefined ? idea : undefined;
}

/** Modes of a whole unit in which it surely runs, or surely does not; `Startup` and `Shutdown` are neither. */
const RUNS = /^(?:(?:base|full|part|partial|peak|normal) load|load following|baseload)$/;
const RUNS_NOT =
  /^(?:tripp?(?:ed)?|unit trip|stop(?:ped)?|off|standby|idle|maintenance|in maintenance|outage|forced outage|planned outage|out of service|not running|reserve shutdown)$/;
/** Ideas that another state may still be: who is in maintenance has stopped too, and what opens is not closed. */
const EXCLUDED_BY: ReadonlyMap<string, readonly string[]> = new Map([
  ['stopped', ['running']],
  ['shutdown', ['running']],
  ['inactive', ['running', 'active']],
  ['open', ['closed']],
  ['closed', ['open']],
  ['auto', ['manual']],
  ['manual', ['auto']],
]);

/**
 * Whether a state is the one that was meant; undefined where that is not certain.
 *
 * @param name the tag's own name of it, when it has one: its other states are not it
 */
export function isOfState(
  value: string,
  idea: string,
  name: string | undefined,
): boolean | undefined {
  const said = value.trim().toLowerCase();
  if (said === name?.trim().toLowerCase() || isNamed(said, idea)) return true;
  if (idea === 'running') return RUNS_NOT.test(said) ? false : undefined;
  const excluding = EXCLUDED_BY.get(idea);
  if (excluding) return excluding.some((other) => isNamed(said, other)) ? false : undefined;
  return name === undefined ? undefined : false;
}

function isNamed(said: string, idea: string): boolean {
  return (NAMES[idea] ?? [idea]).includes(said) || (idea === 'running' && RUNS.test(said));
}
