import type { TimedValue } from '../../archive/model.ts';
import { eventAt } from './block-source.ts';
import { HOUR_S, hourOfDay, shiftOf, startOfShift } from './calendar.ts';
import { MILLS } from './mills.ts';
import { randomOf } from './random.ts';
import type { Unit } from './unit.ts';

const NAMES = ['A', 'B', 'C', 'D'];
const REMARKS = [
  'Sootblowing done.',
  'Ash hopper row 2 emptied.',
  'Condensate polisher B regenerated.',
  'Oil sample of BFP A taken.',
  'Coal wet after rain, feeder C watched.',
  'Nothing unusual.',
  'Fire patrol done, no findings.',
];

/** The notes a unit's shift engineers leave in [start, end): what ran, at what load, what tripped. */
export function writeShiftNotes(unit: Unit, start: number, end: number): TimedValue[] {
  const notes: TimedValue[] = [];
  for (let shift = shiftOf(start); shift <= shiftOf(end); shift++) {
    const random = (salt: number): number => randomOf(unit.seed + 200 + salt, shift);
    const at = startOfShift(shift) + Math.round(300 + 900 * random(1));
    if (at < start || at >= end) continue;
    const remark = REMARKS[Math.floor(random(2) * REMARKS.length)] ?? '';
    notes.push(eventAt(at, `${describeShift(unit, shift - 1)} ${remark}`, random(3) < 0.1));
  }
  return notes;
}

function describeShift(unit: Unit, shift: number): string {
  const from = startOfShift(shift);
  const to = from + 8 * HOUR_S;
  const loads = Array.from({ length: 33 }, (_, quarter) => unit.netLoad(from + quarter * 900));
  const lowest = Math.round(Math.min(...loads));
  const highest = Math.round(Math.max(...loads));
  const running = MILLS.filter((_, mill) => unit.mills.stateAt(mill, to) === 0).join(' ');
  const trips = [
    ...unit.outages
      .between(from, to)
      .map((outage) => `Unit ${outage.kind} ${clockOf(outage.at)}: ${outage.cause}.`),
    ...unit.mills
      .tripsBetween(from, to)
      .map((trip) => `Mill ${MILLS[trip.mill]} tripped ${clockOf(trip.at)}: ${trip.cause}.`),
  ];
  const crew = NAMES[((shift % 4) + 4) % 4] ?? '';
  return [
    `Shift ${crew}: load ${lowest}-${highest} MW,`,
    running === '' ? 'no mill running.' : `mills ${running} running.`,
    ...trips,
  ].join(' ');
}

function clockOf(t: number): string {
  const minutes = Math.floor(hourOfDay(t) * 60);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
