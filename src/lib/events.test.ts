import { expect, test } from 'vitest';
import { type AppEvent, createEvents } from './events.ts';

const EVENT: AppEvent = { kind: 'outbox', id: 7, status: 'sent' };

test('everybody who listens is told, until they stop', () => {
  const events = createEvents();
  const heard: string[] = [];
  const listener = ({ kind }: AppEvent) => void heard.push(kind);
  const first = events.subscribe(listener);
  const second = events.subscribe(listener);
  events.publish(EVENT);
  first();
  first();
  events.publish(EVENT);
  second();
  events.publish(EVENT);
  expect(heard).toEqual(['outbox', 'outbox', 'outbox']);
});

test('a listener that fails is noted, and neither the publisher nor the others notice', () => {
  const failed: unknown[] = [];
  const heard: AppEvent[] = [];
  const events = createEvents((error) => void failed.push(error));
  const trouble = new Error('broken');
  events.subscribe(() => {
    throw trouble;
  });
  events.subscribe((event) => void heard.push(event));
  events.publish(EVENT);
  expect(failed).toEqual([trouble]);
  expect(heard).toEqual([EVENT]);
});
