import { BOILER_SIGNALS } from './boiler-signals.ts';
import { MACHINE_SIGNALS } from './machine-signals.ts';
import type { UnitSignal } from './unit-signal.ts';

/** What is measured on each unit. Load leads; the rest follows with its own lag. */
export const UNIT_SIGNALS: readonly UnitSignal[] = [...MACHINE_SIGNALS, ...BOILER_SIGNALS];
