import type { DigitalState, TimedValue } from './model.ts';
import type { Instant } from '../time/instant.ts';

/** PI's SYSTEM state set as far as the vendor documents its codes (AFSystemStateCode). */
const NAMES: Readonly<Record<number, string>> = {
  210: 'Access Denied',
  211: 'No Sample',
  212: 'No Result',
  213: 'Unit Down',
  214: 'Sample Bad',
  215: 'Equip Fail',
  216: 'No Lab Data',
  217: 'Trace',
  233: 'DCS Failed',
  237: 'Bad Output',
  238: 'Scan Off',
  239: 'Scan On',
  240: 'Configure',
  241: 'Failed',
  242: 'Error',
  243: 'Execute',
  244: 'Filtered',
  245: 'Calc Off',
  246: 'I/O Timeout',
  247: 'Set to Bad',
  248: 'No Data',
  249: 'Calc Failed',
  250: 'Calc Overflow',
  251: 'Under Range',
  252: 'Over Range',
  253: 'Pt Created',
  254: 'Shutdown',
  255: 'Bad Input',
  256: 'Bad Total',
};

/** Every system state in the order of its code. */
export const SYSTEM_STATES: readonly DigitalState[] = Object.entries(NAMES).map(([code, name]) =>
  Object.freeze({ name, value: Number(code), isSystem: true }),
);

const byCode = new Map(SYSTEM_STATES.map((state) => [state.value, state]));
const byName = new Map(SYSTEM_STATES.map((state) => [state.name.toLowerCase(), state]));

/** The system state of a code. Throws for a code that is none: codes are chosen in our own source. */
export function systemState(code: number): DigitalState {
  const state = byCode.get(code);
  if (state === undefined) throw new Error(`${code} is no system state`);
  return state;
}

/** The system state of a name, any case. */
export function findSystemState(name: string): DigitalState | undefined {
  return byName.get(name.trim().toLowerCase());
}

export const NO_DATA = systemState(248);
export const FILTERED = systemState(244);
export const CALC_FAILED = systemState(249);
export const PT_CREATED = systemState(253);
export const IO_TIMEOUT = systemState(246);
export const BAD_INPUT = systemState(255);

/** An event that is a system state: bad by definition. */
export function badValue(at: Instant, state: DigitalState): TimedValue {
  return {
    at,
    value: state,
    good: false,
    questionable: false,
    substituted: false,
    annotated: false,
  };
}
