import { expect, test } from 'vitest';
import { type Situation, findAttention } from './find-attention.ts';

const PI = { name: 'Plant PI', active: true, isFailing: false, isTried: true };
const WELL: Situation = {
  pendingContacts: 0,
  isApprovalNeeded: true,
  failedSends: 0,
  triggers: 3,
  sources: [PI],
  isAuditBroken: false,
  transports: [],
  stuckWebhooks: 0,
};

test('nothing needs attention where all is well', () => {
  expect(findAttention(WELL)).toEqual([]);
});

const LINK = { title: 'WhatsApp', needsAdmin: true, detail: 'The phone has removed this device.' };

test.each([
  [
    'transport_trouble',
    { transports: [LINK, { ...LINK, needsAdmin: false }] },
    1,
    'WhatsApp: The phone has removed this device.',
  ],
  [
    'webhooks_stuck',
    { stuckWebhooks: 2 },
    2,
    '2 deliveries of the WhatsApp network could not be dealt with.',
  ],
  ['contacts_pending', { pendingContacts: 1 }, 1, '1 contact waits for approval.'],
  ['contacts_pending', { pendingContacts: 2 }, 2, '2 contacts wait for approval.'],
  ['outbox_failed', { failedSends: 1 }, 1, '1 message of the last seven days could not be sent.'],
  ['source_failing', { sources: [{ ...PI, isFailing: true }] }, 1, 'Plant PI does not answer.'],
  ['source_untested', { sources: [{ ...PI, isTried: false }] }, 1, 'Plant PI was never tested.'],
  [
    'no_sources',
    { sources: [] },
    1,
    'There is no data source yet: connect one, or start the demo plant.',
  ],
  [
    'no_triggers',
    { triggers: 0 },
    1,
    'There is no trigger yet, so nobody can ask anything by name.',
  ],
  [
    'audit_broken',
    { isAuditBroken: true },
    1,
    'The audit log does not hold: an entry was changed or removed outside Plantline.',
  ],
])('%s is told: %j', (kind, change, count, text) => {
  expect(findAttention({ ...WELL, ...change })).toEqual([{ kind, count, text }]);
});

test('many sources that fail are told in one sentence', () => {
  const failing = ['PI 1', 'PI 2', 'Lab', 'Coal yard', 'Stack'].map((name) => ({
    ...PI,
    name,
    isFailing: true,
  }));
  const text = (count: number) =>
    findAttention({ ...WELL, sources: failing.slice(0, count) })[0]?.text;
  expect(text(2)).toBe('PI 1 and PI 2 do not answer.');
  expect(text(5)).toBe('PI 1, PI 2, Lab and 2 more do not answer.');
});

test('a source that is switched off needs nobody, and one that fails is not told twice', () => {
  const off = { ...PI, active: false, isFailing: true, isTried: false };
  expect(findAttention({ ...WELL, sources: [off] })).toEqual([]);
  const failing = { ...PI, isFailing: true, isTried: false };
  expect(findAttention({ ...WELL, sources: [failing] })).toHaveLength(1);
});

test('nobody waits for approval where everybody may ask', () => {
  expect(findAttention({ ...WELL, pendingContacts: 5, isApprovalNeeded: false })).toEqual([]);
});
