import type { DigitalState } from '#sdk';

/** PI's system states by name: what a gateway writes in place of a value that is not there. Source: AF SDK, AFSystemStateCode. */
const CODES: Readonly<Record<string, number>> = {
  'Access Denied': 210,
  'No Sample': 211,
  'No Result': 212,
  'Unit Down': 213,
  'Sample Bad': 214,
  'Equip Fail': 215,
  'No Lab Data': 216,
  Trace: 217,
  'DCS Failed': 233,
  'Bad Output': 237,
  'Scan Off': 238,
  'Scan On': 239,
  Configure: 240,
  Failed: 241,
  Error: 242,
  Execute: 243,
  Filtered: 244,
  'Calc Off': 245,
  'I/O Timeout': 246,
  'Set to Bad': 247,
  'No Data': 248,
  'Calc Failed': 249,
  'Calc Overflow': 250,
  'Under Range': 251,
  'Over Range': 252,
  'Pt Created': 253,
  Shutdown: 254,
  'Bad Input': 255,
  'Bad Total': 256,
};

const BY_NAME: ReadonlyMap<string, DigitalState> = new Map(
  Object.entries(CODES).map(([name, code]) => [name.toLowerCase(), { name, code, isSystem: true }]),
);

/** The system state of this name in any case, or undefined when the text is something else. */
export function systemStateOf(text: string): DigitalState | undefined {
  return BY_NAME.get(text.trim().toLowerCase());
}
