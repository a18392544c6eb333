import { instantFromUnixSeconds } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';
import type { Guid, Severity } from '../model.ts';
import { ARCHIVE_START_S, DAY_S, dayOf, hourOfDay, startOfDay } from '../signals/calendar.ts';
import { MILLS } from '../signals/mills.ts';
import type { MillTrip } from '../signals/mills.ts';
import type { Outage } from '../signals/outages.ts';
import { guidOf } from '../signals/random.ts';
import type { Station } from '../signals/station.ts';
import type { Unit } from '../signals/unit.ts';

/** Something that happened at the station and becomes an event frame. */
export type Incident = {
  readonly id: Guid;
  readonly name: string;
  readonly description: string;
  readonly templateName: string;
  readonly category: string;
  readonly severity: Severity;
  readonly canBeAcknowledged: boolean;
  readonly unitNumber: number;
  /** Below the database: the element it happened to first. */
  readonly elementPaths: readonly string[];
  readonly start: Instant;
  /** When it is (or will be) over. */
  readonly end: Instant;
  readonly facts: Readonly<Record<string, string | number>>;
};

/** The incidents that begin in [from, to), Unix seconds, oldest first. */
export function listIncidents(station: Station, from: number, to: number): Incident[] {
  return station.units
    .flatMap((unit) => [
      ...unit.outages.between(from, to).map((outage) => fromOutage(station.seed, unit, outage)),
      ...unit.mills.tripsBetween(from, to).map((trip) => fromMillTrip(station.seed, unit, trip)),
    ])
    .sort((a, b) => a.start - b.start);
}

/** Incidents are listed from here on. */
export const FIRST_INCIDENT_S = ARCHIVE_START_S + DAY_S;

function fromOutage(seed: number, unit: Unit, outage: Outage): Incident {
  const isTrip = outage.kind === 'trip';
  const element = `Unit ${unit.number}`;
  const word = isTrip ? 'Trip' : 'Outage';
  return {
    id: guidOf(seed, `incident/${unit.number}/${outage.at}`),
    name: `${element} ${word} ${stampOf(outage.at)}`,
    description: outage.cause,
    templateName: isTrip ? 'Unit Trip' : 'Planned Outage',
    category: isTrip ? 'Trips' : 'Outages',
    severity: isTrip ? 'Critical' : 'Information',
    canBeAcknowledged: isTrip,
    unitNumber: unit.number,
    elementPaths: [element],
    start: instantFromUnixSeconds(outage.at),
    end: instantFromUnixSeconds(outage.syncAt),
    facts: {
      Cause: outage.cause,
      'Load Before': Math.fround(unit.netLoad(outage.at - 1)),
      'Minimum Load': 0,
    },
  };
}

function fromMillTrip(seed: number, unit: Unit, trip: MillTrip): Incident {
  const mill = `Mill ${MILLS[trip.mill] ?? ''}`;
  const element = `Unit ${unit.number}`;
  // The load is at its lowest once the mill's share is gone and before the others have taken over.
  let lowest = Infinity;
  for (let t = trip.at; t <= trip.recoveredAt; t += 20) lowest = Math.min(lowest, unit.netLoad(t));
  return {
    id: guidOf(seed, `incident/${unit.number}/mill/${trip.at}`),
    name: `${element} ${mill} Trip ${stampOf(trip.at)}`,
    description: trip.cause,
    templateName: 'Mill Trip',
    category: 'Trips',
    severity: 'Minor',
    canBeAcknowledged: true,
    unitNumber: unit.number,
    elementPaths: [`${element}\\Mills\\${mill}`, element],
    start: instantFromUnixSeconds(trip.at),
    end: instantFromUnixSeconds(trip.restartAt),
    facts: {
      Cause: trip.cause,
      'Load Before': Math.fround(unit.netLoad(trip.at)),
      'Minimum Load': Math.fround(lowest),
      Mill: mill,
    },
  };
}

/** `2025-11-03 14:22` at the station. */
function stampOf(t: number): string {
  const date = new Date((startOfDay(dayOf(t)) + 12 * 3600) * 1000).toISOString().slice(0, 10);
  const minutes = Math.floor(hourOfDay(t) * 60);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
