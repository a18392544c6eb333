import { formatInstant, instantFromUnixSeconds } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';
import type { PiPoint, PointAttribute } from '../model.ts';
import { ARCHIVE_START_S } from '../signals/calendar.ts';

/** When the demo plant's own points were made. */
export const CREATED_AT: Instant = instantFromUnixSeconds(ARCHIVE_START_S);

/** What PI keeps of a point, names in lower case, in the order of the alphabet as the server lists them. */
export function pointAttributes(
  point: PiPoint,
  made: { readonly pointSource: string; readonly scanS: number; readonly createdAt: Instant },
): PointAttribute[] {
  const isAnalog = !point.step && point.pointType.startsWith('Float');
  const values: Record<string, PointAttribute['value']> = {
    archiving: 1,
    changedate: formatInstant(made.createdAt),
    changer: 'piadmin',
    compdev: isAnalog ? point.span * 0.002 : 0,
    compdevpercent: isAnalog ? 0.2 : 0,
    compmax: 28_800,
    compmin: 0,
    compressing: isAnalog ? 1 : 0,
    convers: 1,
    creationdate: formatInstant(made.createdAt),
    creator: 'piadmin',
    datasecurity: 'piadmin: A(r,w) | piadmins: A(r,w) | PIWorld: A(r)',
    descriptor: point.descriptor,
    digitalset: point.digitalSetName,
    displaydigits: point.displayDigits,
    engunits: point.engineeringUnits,
    excdev: isAnalog ? point.span * 0.001 : 0,
    excdevpercent: isAnalog ? 0.1 : 0,
    excmax: 600,
    excmin: 0,
    exdesc: '',
    filtercode: 0,
    future: point.future ? 1 : 0,
    instrumenttag: point.name,
    location1: 1,
    location2: 0,
    location3: 0,
    location4: made.scanS > 0 ? 1 : 0,
    location5: 0,
    pointid: point.id,
    pointsource: made.pointSource,
    pointtype: point.pointType,
    ptclassname: point.pointClass,
    ptsecurity: 'piadmin: A(r,w) | piadmins: A(r,w) | PIWorld: A(r)',
    recno: point.id,
    scan: 1,
    shutdown: 0,
    sourcetag: '',
    span: point.span,
    squareroot: 0,
    srcptid: 0,
    step: point.step ? 1 : 0,
    tag: point.name,
    totalcode: 0,
    typicalvalue: point.zero + point.span / 2,
    userint1: 0,
    userint2: 0,
    userreal1: 0,
    userreal2: 0,
    zero: point.zero,
  };
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}
