import type { SourceTest } from '../../../src/data-sources/data-sources.schema.ts';

/** In the order they are tried. */
const ORDER = ['reach', 'tls', 'login', 'permission', 'clock', 'read'] as const;
/** Of some sources only, so nobody misses it where it did not run. */
type StepName = (typeof ORDER)[number] | 'config' | 'rights';

export type TestStep = {
  readonly name: StepName;
  /** `warned`: it works, and somebody should still do what the message says. */
  readonly outcome: 'good' | 'warned' | 'bad' | 'notTried';
  readonly message: string | null;
};

/** The steps of a test as they are shown: those that ran, and after a failure those that were not tried any more. */
export function toTestSteps(ran: SourceTest['steps']): readonly TestStep[] {
  const shown = ran.map(({ name, ok, message, warning }): TestStep => ({
    name: isStepName(name) ? name : 'read',
    outcome: ok ? (warning ? 'warned' : 'good') : 'bad',
    message,
  }));
  const failed = shown.findIndex(({ outcome }) => outcome === 'bad');
  if (failed === -1) return shown;
  const name = shown[failed]?.name;
  const at = ORDER.findIndex((one) => one === (name === 'rights' ? 'permission' : name));
  const left = ORDER.slice(at + 1).filter((one) => !shown.some((step) => step.name === one));
  return [
    ...shown,
    ...left.map((one): TestStep => ({ name: one, outcome: 'notTried', message: null })),
  ];
}

function isStepName(name: string): name is StepName {
  return name === 'config' || name === 'rights' || ORDER.some((one) => one === name);
}
