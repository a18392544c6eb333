import { expect, test } from 'vitest';
import { rebase } from './rebase.ts';

const opened = { name: 'u1 load', config: { tags: ['A'], range: '8h', label: 'Load' } };

test('what somebody typed is kept, and what another changed meanwhile is taken over', () => {
  const typed = { ...opened, config: { ...opened.config, range: '24h' } };
  const stored = { name: 'unit 1 load', config: { ...opened.config, tags: ['A', 'B'] } };
  expect(rebase(opened, typed, stored)).toEqual({
    name: 'unit 1 load',
    config: { tags: ['A', 'B'], range: '24h', label: 'Load' },
  });
});

test('a field that both changed is as it was typed, and one that was taken out stays out', () => {
  const typed = { name: 'mine', config: { tags: ['B'], range: '8h' } };
  const stored = { name: 'theirs', config: { tags: ['C'], range: '1h', label: 'Load' } };
  expect(rebase(opened, typed, stored)).toEqual({
    name: 'mine',
    config: { tags: ['B'], range: '1h' },
  });
});

test('a field that the other took out, and nobody here touched, goes', () => {
  const { label: _label, ...config } = opened.config;
  const typed = { ...opened, name: 'mine' };
  expect(rebase(opened, typed, { ...opened, config })).toEqual({ name: 'mine', config });
});
