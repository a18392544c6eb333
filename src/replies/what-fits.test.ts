import { expect, test } from 'vitest';
import { readVariable } from '../triggers/index.ts';
import { parseArguments } from '../grammar/parse-arguments.ts';
import { whatFits } from './what-fits.ts';

const SAID = { now: new Date('2026-11-20T07:32:05.000Z'), timeZone: 'Asia/Jakarta' };

test.each(['en', 'id'] as const)(
  'what is advised for a wrong unit (%s) is read when it is sent behind the name',
  (language) => {
    const text = whatFits('min', { kind: 'other_unit', unit: 'bar g' }, language);
    const [, advised = ''] = /(?:such as|misalnya) (.+)\.$/.exec(text) ?? [];
    const sent = parseArguments(`min=${advised}`, SAID);
    if (!sent.ok) throw new Error(`"${advised}" is not understood`);
    const given = sent.arguments.variables?.['min'] ?? '';
    const definition = { type: 'number', unit: 'bar g' } as const;
    expect(readVariable('min', definition, given, SAID)).toEqual({ ok: true, value: 20 });
  },
);
