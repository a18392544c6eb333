import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { AppEvent } from '../lib/events.ts';
import { watchTransports } from './watch-transports.ts';

test('a transport that becomes ready, or ceases to be, is told once each time', async () => {
  const heard: AppEvent[] = [];
  const state = { kind: 'whatsapp-web', isReady: false };
  const watch = watchTransports(
    () => [{ ...state }],
    (event) => void heard.push(event),
    5,
  );
  await sleep(30);
  expect(heard).toEqual([]);
  state.isReady = true;
  await sleep(60);
  state.isReady = false;
  await sleep(60);
  watch.stop();
  state.isReady = true;
  await sleep(30);
  expect(heard).toEqual([
    { kind: 'transport', id: 'whatsapp-web', isReady: true },
    { kind: 'transport', id: 'whatsapp-web', isReady: false },
  ]);
});
