import { expect, test } from 'vitest';
import { toTestSteps } from './to-test-steps.ts';

test('after the step that failed, the others are shown as not tried', () => {
  const steps = toTestSteps([
    { name: 'reach', ok: true, message: 'PI Web API answers.' },
    { name: 'tls', ok: true, message: 'The certificate is valid.' },
    { name: 'login', ok: false, message: 'The log-in was refused.' },
  ]);
  expect(steps.map(({ name, outcome }) => `${name}: ${outcome}`)).toEqual([
    'reach: good',
    'tls: good',
    'login: bad',
    'permission: notTried',
    'clock: notTried',
    'read: notTried',
  ]);
});

test('settings that cannot be used leave everything else untried', () => {
  const steps = toTestSteps([{ name: 'config', ok: false, message: 'The CA file is missing.' }]);
  expect(steps).toHaveLength(7);
  expect(steps[0]).toMatchObject({ name: 'config', outcome: 'bad' });
});

test('a source that skips steps is not said to have left them out', () => {
  const steps = toTestSteps([
    { name: 'reach', ok: true, message: 'It answers.' },
    { name: 'read', ok: true, message: 'A value was read.' },
  ]);
  expect(steps.map(({ name }) => name)).toEqual(['reach', 'read']);
});
