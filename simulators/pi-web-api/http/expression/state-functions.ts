import { valueAt } from './arguments.ts';
import { isBad, isMoment, isState, toNumber } from './expression-value.ts';
import type { ExpressionFunction } from './expression-functions.ts';
import { ExpressionError } from './tokenise-expression.ts';

/** Functions of digital states, text and quality. */
export const STATE_FUNCTIONS: Readonly<Record<string, ExpressionFunction>> = {
  badval: {
    kinds: ['value'],
    required: 1,
    takesBad: true,
    call: (given) => isBad(valueAt(given, 0)),
  },
  stateno: {
    kinds: ['value'],
    required: 1,
    call: (given) => {
      const value = valueAt(given, 0);
      if (!isState(value))
        throw new ExpressionError('A digital state was expected in the expression.');
      return value.value;
    },
  },
  digtext: {
    kinds: ['value'],
    required: 1,
    takesBad: true,
    call: (given) => {
      const value = valueAt(given, 0);
      if (!isState(value))
        throw new ExpressionError('A digital state was expected in the expression.');
      return value.name;
    },
  },
  len: onText((text) => text.length),
  lcase: onText((text) => text.toLowerCase()),
  ucase: onText((text) => text.toUpperCase()),
  trim: onText((text) => text.trim()),
  text: {
    kinds: ['value'],
    required: 1,
    isVariadic: true,
    call: (given) => given.map((_, at) => textAt(given, at)).join(''),
  },
};

function onText(read: (text: string) => string | number): ExpressionFunction {
  return { kinds: ['value'], required: 1, call: (given) => read(textAt(given, 0)) };
}

function textAt(given: Parameters<typeof valueAt>[0], at: number): string {
  const value = valueAt(given, at);
  if (typeof value === 'string') return value;
  if (isState(value)) return value.name;
  if (isMoment(value)) throw new ExpressionError('A text was expected in the expression.');
  return String(toNumber(value) ?? '');
}
