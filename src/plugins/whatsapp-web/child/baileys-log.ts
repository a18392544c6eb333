import type { LogLevel } from '../calls.ts';

/** Only these leave the process, and only when they are plain: whatever else Baileys hands over may hold keys or texts. */
const TOLD = new Set([
  'msgId',
  'id',
  'from',
  'error',
  'err',
  'class',
  'code',
  'reason',
  'messageType',
]);
const LONGEST = 200;
const PER_MINUTE = 30;
const MINUTE_MS = 60_000;

type Tell = (level: LogLevel, details: object, message: string) => void;

/** The logger that Baileys asks for; it has the shape of pino's. */
export interface BaileysLog {
  level: string;
  child(): BaileysLog;
  trace(details: unknown, message?: string): void;
  debug(details: unknown, message?: string): void;
  info(details: unknown, message?: string): void;
  warn(details: unknown, message?: string): void;
  error(details: unknown, message?: string): void;
}

/**
 * Passes on warnings and errors of Baileys, without what could hold keys or texts, and not more than some a minute:
 * a session that went wrong has been seen to write a hundred thousand lines an hour.
 */
export function createBaileysLog(tell: Tell, nowMs: () => number = Date.now): BaileysLog {
  let minute = 0;
  let told = 0;

  function pass(details: unknown, message: string | undefined): void {
    const thisMinute = Math.floor(nowMs() / MINUTE_MS);
    if (thisMinute !== minute) {
      if (told > PER_MINUTE) tell('warn', { count: told - PER_MINUTE }, 'More lines left out.');
      minute = thisMinute;
      told = 0;
    }
    told += 1;
    if (told > PER_MINUTE) return;
    const text = message ?? (typeof details === 'string' ? details : 'something failed');
    tell('warn', plainPart(details), `Baileys: ${text.slice(0, LONGEST)}`);
  }

  const log: BaileysLog = {
    level: 'warn',
    child: () => log,
    trace: () => {},
    debug: () => {},
    info: () => {},
    warn: pass,
    error: pass,
  };
  return log;
}

function plainPart(details: unknown): object {
  const plain: Record<string, string | number | boolean> = {};
  if (typeof details !== 'object' || details === null) return plain;
  for (const [name, value] of Object.entries(details) as [string, unknown][]) {
    if (!TOLD.has(name)) continue;
    const told = value instanceof Error ? value.message : value;
    if (typeof told === 'number' || typeof told === 'boolean') plain[name] = told;
    if (typeof told === 'string') plain[name] = told.slice(0, LONGEST);
  }
  return plain;
}
