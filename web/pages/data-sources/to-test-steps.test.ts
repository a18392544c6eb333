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

test('a step that passed with a warning is told from one that passed, and is no failure', () => {
  const steps = toTestSteps([
    { name: 'login', ok: true, message: 'Logged in.' },
    { name: 'rights', ok: true, warning: true, message: 'The account could write.' },
    { name: 'read', ok: true, message: 'A query was answered.' },
  ]);
  expect(steps.map(({ name, outcome }) => `${name}: ${outcome}`)).toEqual([
    'login: good',
    'rights: warned',
    'read: good',
  ]);
});

test('where the rights could not be told, clock and reading were not tried', () => {
  const steps = toTestSteps([
    { name: 'permission', ok: true, message: 'The account may read 3 tables and views.' },
    { name: 'rights', ok: false, message: 'The database did not answer in time.' },
  ]);
  expect(steps.map(({ name, outcome }) => `${name}: ${outcome}`)).toEqual([
    'permission: good',
    'rights: bad',
    'clock: notTried',
    'read: notTried',
  ]);
});
