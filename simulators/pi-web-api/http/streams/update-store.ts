import { randomUUID } from 'node:crypto';
import type { TimedValue } from '../../archive/model.ts';
import type { Plant } from '../../plant/index.ts';
import type { Instant } from '../../time/instant.ts';
import type { Stream } from './stream.ts';

/** What changed in a stream, seen from a position. */
export type Changes = { readonly events: readonly TimedValue[]; readonly position: Position };

/** How far a reader has come: the newest event it knows and the stream's count of writes. */
export type Position = {
  readonly at: Instant;
  /** What the newest event held, to notice when it is replaced. */
  readonly held: string;
  readonly revision: number;
};

type Registration = {
  readonly stream: Stream;
  readonly positions: Map<number, Position>;
  latest: number;
};

/** How many events one look at a stream returns at most; older ones come with the next look. */
const MAX_EVENTS = 10_000;
/** How many registrations are kept; the oldest gives way, and its marker is 404 from then on. */
const MAX_REGISTRATIONS = 10_000;

/** Where a stream stands now. */
export function positionOf(plant: Plant, stream: Stream): Position {
  const newest = newestOf(plant, stream);
  return { at: newest.at, held: heldBy(newest), revision: stream.archive.revision() };
}

/**
 * The events after a position, and the one at the position itself when it was replaced since. Late
 * data behind the position is not reported.
 */
export function changesSince(plant: Plant, stream: Stream, position: Position): Changes {
  const revision = stream.archive.revision();
  const { at: end } = newestOf(plant, stream);
  if (end <= position.at && revision === position.revision) return { events: [], position };
  const events = stream.archive
    .recorded({ start: position.at, end: Math.max(end, position.at), maxCount: MAX_EVENTS })
    .filter((event) => event.at > position.at || isReplacement(event, position, revision));
  const last = events.at(-1);
  if (!last) return { events, position: { ...position, revision } };
  return { events, position: { at: last.at, held: heldBy(last), revision } };
}

function isReplacement(event: TimedValue, position: Position, revision: number): boolean {
  return revision !== position.revision && heldBy(event) !== position.held;
}

/** Registrations of stream updates (polling). A marker is `<32 hex digits>_<number>`. */
export function createUpdateStore(plant: Plant) {
  const registrations = new Map<string, Registration>();
  return { register, retrieve };

  function register(stream: Stream): string {
    const id = randomUUID().replaceAll('-', '');
    const positions = new Map([[0, positionOf(plant, stream)]]);
    registrations.set(id, { stream, positions, latest: 0 });
    const [oldest] = registrations.keys();
    if (registrations.size > MAX_REGISTRATIONS && oldest !== undefined)
      registrations.delete(oldest);
    return `${id}_0`;
  }

  /** Events since the marker and the next marker; `undefined` for one that is unknown or too old. */
  function retrieve(marker: string) {
    const [, id = '', number = ''] = /^([0-9a-f]{32})_(\d+)$/i.exec(marker) ?? [];
    const registration = registrations.get(id.toLowerCase());
    const position = registration?.positions.get(Number(number));
    if (!registration || !position) return undefined;
    const changes = changesSince(plant, registration.stream, position);
    registration.latest = Math.max(registration.latest, Number(number)) + 1;
    registration.positions.set(registration.latest, changes.position);
    // The marker just used stays valid, so that a lost reply can be asked for again.
    for (const known of registration.positions.keys()) {
      if (known < Number(number)) registration.positions.delete(known);
    }
    return {
      stream: registration.stream,
      events: changes.events,
      latestMarker: `${id.toLowerCase()}_${registration.latest}`,
    };
  }
}

/** The type of what `createUpdateStore` makes. */
export type UpdateStore = ReturnType<typeof createUpdateStore>;

/** Of a Future point the value at now: what lies ahead is no news. */
function newestOf(plant: Plant, { archive }: Stream): TimedValue {
  const current = archive.current();
  return archive.shape.future ? { ...current, at: plant.now() } : current;
}

function heldBy({ value, good }: TimedValue): string {
  return JSON.stringify([value, good]);
}
