import { expect, test } from 'vitest';
import { type ReachableBy, chooseTransport } from './choose-transport.ts';

const all = () => true;
const SIMULATOR: ReachableBy = {
  kind: 'simulator',
  isReady: true,
  phase: 'ready',
  isLocal: true,
  canReach: all,
};
const WHATSAPP: ReachableBy = {
  kind: 'whatsapp-web',
  isReady: true,
  phase: 'ready',
  canReach: all,
};
const PHONE = '+6281200000001';

test('a phone is written to by the network that is set up, never by the built-in chat', () => {
  expect(chooseTransport(PHONE, undefined, [SIMULATOR, WHATSAPP])).toBe('whatsapp-web');
});

test.each(['connecting', 'paused', 'stopped'] as const)(
  'a message to a phone waits for the network while that is %s',
  (phase) => {
    const away = { ...WHATSAPP, isReady: false, phase };
    expect(chooseTransport(PHONE, undefined, [SIMULATOR, away])).toBe('whatsapp-web');
    expect(chooseTransport('operator', undefined, [SIMULATOR, away])).toBe('simulator');
  },
);

test.each(['off', 'linking'] as const)(
  'a network that was never linked, or is %s, takes nothing',
  (phase) => {
    const unlinked = { ...WHATSAPP, isReady: false, phase };
    expect(chooseTransport(PHONE, undefined, [SIMULATOR, unlinked])).toBe('simulator');
  },
);
