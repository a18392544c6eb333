import type { ParameterValue } from '#sdk';
import { instantCell, instantText } from '#sdk/sql';
import { mysqlTimeZonesMissing } from './mysql.errors.ts';

/** The zone a session works in for one question. */
export interface SessionZone {
  /** For `SET time_zone`. */
  readonly name: string;
  /** A TIMESTAMP as the server shows it in this zone, as an instant. */
  readonly toInstant: (local: string) => string;
}

/**
 * The zone in which local times stand for the instants that are bound. An offset is exact and known to every server. It
 * serves while the plant's clocks were not changed between those instants and now; else the zone itself must be known
 * to the server.
 *
 * @throws AppError `sql.time_zones_missing`
 */
export function sessionZone(
  values: readonly ParameterValue[],
  {
    timeZone,
    now,
    knowsZone,
  }: {
    readonly timeZone: string;
    readonly now: Date;
    /** Whether the server has this zone in its tables. */
    readonly knowsZone: boolean;
  },
): SessionZone {
  const instants = values.filter((value) => value instanceof Date);
  const offsets = new Set(instants.map((instant) => instantText(instant, timeZone).offset));
  const present = presentOffset(now, timeZone);
  const [first = present] = offsets;
  if (offsets.size <= 1 && (first === present || !knowsZone)) return atOffset(first);
  if (knowsZone) return inZone(timeZone);
  throw mysqlTimeZonesMissing(timeZone);
}

/** Clocks change on a quarter of an hour everywhere. */
const OFFSET_KEPT_MS = 15 * 60_000;
let known = { timeZone: '', quarter: 0, offset: '' };

/** Asked for each question, and the same for thousands of them. */
function presentOffset(now: Date, timeZone: string): string {
  const quarter = Math.floor(now.getTime() / OFFSET_KEPT_MS);
  if (known.quarter !== quarter || known.timeZone !== timeZone) {
    known = { timeZone, quarter, offset: instantText(now, timeZone).offset };
  }
  return known.offset;
}

function atOffset(offset: string): SessionZone {
  return {
    name: offset,
    toInstant(local) {
      const instant = instantCell(`${local}${offset}`);
      return instant.includes('T') ? instant : local;
    },
  };
}

function inZone(timeZone: string): SessionZone {
  return {
    name: timeZone,
    toInstant(local) {
      const wall = instantCell(`${local}Z`);
      if (!wall.includes('T')) return local;
      return instantOf(local, Date.parse(wall), timeZone) ?? local;
    },
  };
}

/** Undefined in the hour that comes twice, when clocks go back: which of them is meant the server does not tell. */
function instantOf(local: string, wallMs: number, timeZone: string): string | undefined {
  const whole = local.slice(0, 19);
  const offsets = new Set(
    [-24, 24].map((hours) => instantText(new Date(wallMs + hours * 3_600_000), timeZone).offset),
  );
  const fitting = [...offsets]
    .map((offset) => instantCell(`${local}${offset}`))
    .filter((text) => instantText(new Date(text), timeZone).local.slice(0, 19) === whole);
  return fitting.length === 1 ? fitting[0] : undefined;
}
