import type { SummaryValue, TimedValue } from '../../archive/model.ts';
import type { Plant, Unit } from '../../plant/index.ts';
import { PlantError } from '../../plant/index.ts';
import { apiError, PiError } from '../errors.ts';
import {
  presentFailedValue,
  presentSummaryValue,
  presentTimedValue,
} from '../present/present-value.ts';
import type { View } from '../present/view.ts';
import { textOf, type Query } from '../query.ts';
import { sourceLink, webIdOfStream, type Stream } from './stream.ts';

/** A way to write values in the unit the caller wants. */
export type InUnits = {
  readonly abbreviation: string;
  readonly convert: (timed: TimedValue) => TimedValue;
};

/** Reads `desiredUnits`: 409 for a point, an attribute without units, or units of another class. */
export function unitsFor(plant: Plant, stream: Stream, query: Query): InUnits {
  const wanted = textOf(query, 'desiredUnits');
  if (wanted === undefined) {
    return { abbreviation: stream.unitsAbbreviation, convert: (timed) => timed };
  }
  const to = plant.units.find(wanted);
  const from = stream.unit;
  if (!to) throw apiError(409, `The unit of measure '${wanted}' was not found.`);
  if (!from || plant.units.convert(1, from, to) === undefined) {
    throw apiError(
      409,
      `The desired units '${wanted}' are incompatible with the units of the stream.`,
    );
  }
  return {
    abbreviation: to.abbreviation,
    convert: (timed) => convertValue(plant, timed, from, to),
  };
}

/** What a list of values of one stream looks like. */
export function presentValues(values: readonly TimedValue[], units: InUnits) {
  return {
    Links: {},
    Items: values.map((timed) => presentTimedValue(units.convert(timed), units.abbreviation)),
    UnitsAbbreviation: units.abbreviation,
  };
}

/** The head every item of a stream set has. */
export function presentStreamHead(stream: Stream, view: View) {
  return {
    WebId: webIdOfStream(stream, view),
    Name: stream.name,
    Path: stream.path,
    Links: { Source: sourceLink(stream, view) },
  };
}

/** An item of `streamsets/…/value`: the stream and its one value. */
export function presentStreamValue(
  stream: Stream,
  view: View,
  read: () => TimedValue,
  now: number,
) {
  const head = presentStreamHead(stream, view);
  return attempt(
    () => ({ ...head, Value: presentTimedValue(read(), stream.unitsAbbreviation) }),
    (message) => ({ ...head, Value: presentFailedValue(now, message) }),
  );
}

/** An item of `streamsets/…/recorded` and its like: the stream and its values. */
export function presentStreamValues(
  stream: Stream,
  view: View,
  read: () => readonly TimedValue[],
  now: number,
) {
  const head = presentStreamHead(stream, view);
  const units = stream.unitsAbbreviation;
  return attempt(
    () => ({
      ...head,
      Items: read().map((timed) => presentTimedValue(timed, units)),
      UnitsAbbreviation: units,
    }),
    (message) => ({ ...head, Items: [presentFailedValue(now, message)], UnitsAbbreviation: units }),
  );
}

/** An item of `streamsets/…/summary`. */
export function presentStreamSummaries(
  stream: Stream,
  view: View,
  read: () => readonly SummaryValue[],
  now: number,
) {
  const head = presentStreamHead(stream, view);
  return attempt(
    () => ({
      ...head,
      Items: read().map((each) => presentSummaryValue(each, stream.unitsAbbreviation)),
    }),
    (message) => ({ ...head, Items: [{ Type: 'None', Value: presentFailedValue(now, message) }] }),
  );
}

/**
 * Keeps one stream's failure inside its own item. A refusal with 400 (a limit) concerns the whole
 * request and goes through.
 */
function attempt<T>(run: () => T, onFailure: (message: string) => T | object): T | object {
  try {
    return run();
  } catch (error) {
    if (error instanceof PlantError) return onFailure(error.message);
    if (error instanceof PiError && error.status !== 400) return onFailure(error.message);
    throw error;
  }
}

function convertValue(plant: Plant, timed: TimedValue, from: Unit, to: Unit): TimedValue {
  if (typeof timed.value !== 'number') return timed;
  return { ...timed, value: plant.units.convert(timed.value, from, to) ?? timed.value };
}
