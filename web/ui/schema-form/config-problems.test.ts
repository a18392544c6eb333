import { expect, test } from 'vitest';
import { configProblems } from './config-problems.ts';

const SCHEMA = {
  type: 'object',
  properties: {
    baseUrl: { type: 'string', format: 'uri' },
    password: { type: 'string', secret: true },
    timeoutMs: { type: 'integer', default: 8000 },
  },
  required: ['baseUrl', 'password', 'timeoutMs'],
} as const;

test('a form that was left empty is told field by field what is missing', () => {
  expect(configProblems(SCHEMA, {})).toEqual([
    { path: 'baseUrl', kind: 'missing' },
    { path: 'password', kind: 'missing' },
  ]);
});

test('an address without http is told how addresses are written', () => {
  const values = { baseUrl: 'pi.example.com/piwebapi', password: 'x' };
  expect(configProblems(SCHEMA, values)).toEqual([{ path: 'baseUrl', kind: 'notAnAddress' }]);
  expect(configProblems(SCHEMA, { ...values, baseUrl: 'https://pi.example.com' })).toEqual([]);
});

test('a password that is stored need not be typed again, but cannot be removed where one is needed', () => {
  const baseUrl = 'https://pi.example.com';
  expect(configProblems(SCHEMA, { baseUrl }, ['password'])).toEqual([]);
  expect(configProblems(SCHEMA, { baseUrl, password: null }, ['password'])).toEqual([
    { path: 'password', kind: 'missing' },
  ]);
});
