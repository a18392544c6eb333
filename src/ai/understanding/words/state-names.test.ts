import { expect, test } from 'vitest';
import { isOfState } from './state-names.ts';

test.each([
  ['Running', 'running', 'Running', true],
  ['Load Following', 'running', undefined, true],
  ['Base Load', 'running', undefined, true],
  ['Trip', 'running', undefined, false],
  ['Maintenance', 'running', 'Running', false],
  ['Startup', 'running', undefined, undefined],
  ['Shutdown', 'running', undefined, undefined],
  ['Starting', 'running', 'Running', undefined],
  ['Running', 'stopped', 'Stopped', false],
  ['Load Following', 'stopped', 'Shutdown', false],
  ['Maintenance', 'stopped', 'Stopped', undefined],
  ['Tripped', 'stopped', 'Stopped', undefined],
  ['Stopped', 'stopped', 'Stopped', true],
  ['TRIP', 'tripped', 'Trip', true],
  ['Load Following', 'tripped', 'Trip', false],
  ['Load Following', 'tripped', undefined, undefined],
  ['Opening', 'open', 'Open', undefined],
  ['Closed', 'open', 'Open', false],
  ['Running', 'maintenance', 'Maintenance', false],
])('of "%s", whether it is %s (by its own name %s): %s', (value, idea, name, expected) => {
  expect(isOfState(value, idea, name)).toBe(expected);
});
