import { expect, test } from 'vitest';
import type { Overview } from '../../../src/bot/overview.schema.ts';
import { concernsOf, verdictOf } from './verdict.ts';

const NOW = Date.parse('2026-11-27T07:00:00.000Z');
const answering: Overview['sources'][number] = {
  id: 'pi',
  name: 'Plant PI',
  plugin: 'aveva-pi',
  connectionStatus: 'connected',
  failingSince: null,
  tags: 119,
};
const failing = { ...answering, failingSince: '2026-11-27T06:00:00.000Z' };
const simulator: Overview['transports'][number] = {
  kind: 'simulator',
  title: 'Simulator',
  isReady: true,
  detail: '',
  phase: 'ready',
  reason: null,
  needsAdmin: false,
  account: null,
  reconnects: 0,
  isSetUp: true,
};
const outbox = { pending: 0, failed: 0, oldestPendingAt: null };

test('all is well when every source answers and nothing waits for anybody', () => {
  const concerns = concernsOf({ attention: [], outbox, sources: [answering] }, NOW);
  expect(verdictOf({ sources: [answering], transports: [simulator] }, concerns)).toEqual({
    is: 'well',
  });
});

test('a stranger who waits needs a look and is no alarm', () => {
  const attention = [{ kind: 'contacts_pending', count: 3, text: '' }] as const;
  const concerns = concernsOf({ attention, outbox, sources: [answering] }, NOW);
  expect(verdictOf({ sources: [answering], transports: [simulator] }, concerns)).toEqual({
    is: 'look',
    count: 1,
  });
});

test('a source that does not answer is named, whatever else is the matter', () => {
  const attention = [{ kind: 'audit_broken', count: 1, text: '' }] as const;
  const transports = [{ ...simulator, isReady: false, phase: 'connecting' as const }];
  expect(verdictOf({ sources: [answering, failing], transports }, attention)).toEqual({
    is: 'badSources',
    names: ['Plant PI'],
  });
  expect(verdictOf({ sources: [answering], transports }, attention)).toEqual({
    is: 'badTransport',
    names: ['Simulator'],
  });
  expect(verdictOf({ sources: [answering], transports: [simulator] }, attention)).toEqual({
    is: 'badAudit',
  });
});

test('a way to WhatsApp that nobody has set up is no trouble', () => {
  const whatsapp = { ...simulator, kind: 'whatsapp-web', isReady: false, phase: 'off' as const };
  expect(verdictOf({ sources: [answering], transports: [simulator, whatsapp] }, [])).toEqual({
    is: 'well',
  });
});

test('an installation without a data source is new, not broken', () => {
  const attention = [{ kind: 'no_sources', count: 1, text: '' }] as const;
  expect(verdictOf({ sources: [], transports: [simulator] }, attention)).toEqual({ is: 'new' });
});

test('a message that has been waiting for minutes is a concern, one on its way is not', () => {
  const waitingFor = (ms: number) =>
    concernsOf(
      {
        attention: [],
        sources: [],
        outbox: { ...outbox, pending: 1, oldestPendingAt: new Date(NOW - ms).toISOString() },
      },
      NOW,
    );
  expect(waitingFor(5_000)).toEqual([]);
  expect(waitingFor(600_000)).toEqual([{ kind: 'outbox_waiting', count: 1 }]);
});

test('sources that are all switched off are a concern, one of several is not', () => {
  const off = { ...answering, connectionStatus: 'disconnected' } as const;
  const concerns = (sources: Overview['sources']) =>
    concernsOf({ attention: [], outbox, sources }, NOW).map(({ kind }) => kind);
  expect(concerns([off, off])).toEqual(['sources_off']);
  expect(concerns([off, answering])).toEqual([]);
});
