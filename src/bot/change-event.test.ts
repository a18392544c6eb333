import { expect, test } from 'vitest';
import { changeEvent } from './change-event.ts';

test.each([
  ['triggers.created', { id: 't1', after: { name: 'u1 load' } }, 'triggers', 't1'],
  ['data_sources.tested', { id: 'pi' }, 'data-sources', 'pi'],
  ['trigger_groups.deleted', { id: 'g' }, 'trigger-groups', 'g'],
  ['outbox.cancelled', { id: 7 }, 'outgoing-messages', 7],
  ['auth.logged_in', {}, 'sessions', null],
  ['settings.changed', { id: { odd: 1 } }, 'settings', null],
])('%s is told as a change of its collection, by id only', (action, details, collection, id) => {
  expect(changeEvent({ action, details })).toEqual({ kind: 'change', collection, id });
});

test('an export changed nothing', () => {
  expect(changeEvent({ action: 'exports.made', details: { list: 'triggers' } })).toBeUndefined();
});
