import type { SourceTest } from '../../../src/data-sources/data-sources.schema.ts';

/** In the order they are tried. */
const ORDER = ['reach', 'tls', 'login', 'permission', 'clock', 'read'] as const;
type StepName = (typeof ORDER)[number] | 'config';

export type TestStep = {
  readonly name: StepName;
  readonly outcome: 'good' | 'bad' | 'notTried';
  readonly message: string | null;
};

/** The steps of a test as they are shown: those that ran, and after a failure those that were not tried any more. */
export function toTestSteps(ran: SourceTest['steps']): readonly TestStep[] {
  const shown = ran.map(({ name, ok, message }): TestStep => ({
    name: isStepName(name) ? name : 'read',
    outcome: ok ? 'good' : 'bad',
    message,
  }));
  const failed = shown.findIndex(({ outcome }) => outcome === 'bad');
  if (failed === -1) return shown;
  const at = ORDER.findIndex((name) => name === shown[failed]?.name);
  const left = ORDER.slice(at + 1).filter((name) => !shown.some((step) => step.name === name));
  return [
    ...shown,
    ...left.map((name): TestStep => ({ name, outcome: 'notTried', message: null })),
  ];
}

function isStepName(name: string): name is StepName {
  return name === 'config' || ORDER.some((one) => one === name);
}
