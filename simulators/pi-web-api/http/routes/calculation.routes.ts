import {
  countGrid,
  createArchive,
  gridInstants,
  type Archive,
  type TimedValue,
} from '../../archive/index.ts';
import { createListSource } from '../../archive/event-source.ts';
import { parseTimeSpan } from '../../time/time-span.ts';
import { aboveLimit } from '../errors.ts';
import { compileExpression, type CompiledExpression } from '../expression/compile-expression.ts';
import { presentSummaryValue, presentTimedValue } from '../present/present-value.ts';
import { choiceOf, requiredTextOf, textOf } from '../query.ts';
import { findAttribute, findElement, findEventFrame, markerOf } from '../resolve.ts';
import { get, type PiRequest, type PiRoute } from '../route.ts';
import { countSummaries, summarySettings } from '../streams/prepare-reading.ts';
import { rangeOf, spanOf, timesOf, timeZoneOf } from '../time-parameters.ts';
import type { World } from '../world.ts';

/** Performance equations evaluated at times, on a grid, at recorded values, and summarised. */
export function calculationRoutes(world: World): PiRoute[] {
  const { plant, maxItems } = world;
  return [
    get('/calculation/times', (request) => {
      const expression = expressionOf(request);
      const order = choiceOf(request.query, 'sortOrder', ['Ascending', 'Descending'], 'Ascending');
      const times = timesOf(plant, request.query);
      times.sort((a, b) => (order === 'Ascending' ? a - b : b - a));
      return present(times.map(expression.evaluate));
    }),
    get('/calculation/intervals', (request) => {
      const expression = expressionOf(request);
      const grid = {
        ...rangeOf(plant, request.query),
        interval: spanOf(request.query, 'sampleInterval') ?? parseTimeSpan('1h'),
        timeZone: timeZoneOf(plant, request.query),
      };
      if (countGrid(grid, maxItems) > maxItems) throw aboveLimit('maxCount', maxItems);
      return present(gridInstants(grid).map(expression.evaluate));
    }),
    get('/calculation/recorded', (request) => {
      const expression = expressionOf(request);
      const { start, end } = rangeOf(plant, request.query);
      return present(atRecorded(expression, start, end));
    }),
    get('/calculation/summary', (request) => {
      const expression = expressionOf(request);
      const range = rangeOf(plant, request.query);
      const settings = summarySettings(world, request.query);
      if (countSummaries(world, range, settings) > maxItems) throw aboveLimit('maxCount', maxItems);
      const { sampleInterval, timeZone } = settings;
      const low = Math.min(range.start, range.end);
      const high = Math.max(range.start, range.end);
      const grid = sampleInterval && { start: low, end: high, interval: sampleInterval, timeZone };
      if (grid && countGrid(grid, maxItems) > maxItems) throw aboveLimit('maxCount', maxItems);
      const samples =
        settings.sampleType === 'Interval' && grid
          ? gridInstants(grid).map(expression.evaluate)
          : atRecorded(expression, low, high);
      const isStep = expression.streams.some(({ archive }) => archive.shape.step);
      const summaries = archiveOf(samples, isStep).summary({ ...range, ...settings });
      return { Links: {}, Items: summaries.map((each) => presentSummaryValue(each, '')) };
    }),
  ];

  function expressionOf(request: PiRequest): CompiledExpression {
    return compileExpression(requiredTextOf(request.query, 'expression'), {
      plant,
      timeZone: timeZoneOf(plant, request.query),
      ownerPath: targetOf(request),
    });
  }

  /** What names without a path belong to: the element or event frame of `webId`; else they are tags. */
  function targetOf(request: PiRequest): string | undefined {
    const webId = textOf(request.query, 'webId');
    if (webId === undefined) return undefined;
    switch (markerOf(webId)) {
      case 'Em':
        return findElement(plant, webId).path;
      case 'Fm':
        return findEventFrame(plant, webId).path;
      case 'Ab':
        return findAttribute(plant, webId).path.replace(/\|.*$/s, '');
      default:
        return undefined;
    }
  }

  /** The expression at both ends and wherever one of its streams has an event between them. */
  function atRecorded(expression: CompiledExpression, start: number, end: number): TimedValue[] {
    const times = new Set([start, end]);
    for (const { archive } of expression.streams) {
      for (const { at } of archive.recorded({ start, end, maxCount: maxItems })) times.add(at);
      if (times.size > maxItems) throw aboveLimit('maxCount', maxItems);
    }
    const ordered = [...times].sort((a, b) => (start <= end ? a - b : b - a));
    return ordered.map(expression.evaluate);
  }

  function archiveOf(samples: readonly TimedValue[], step: boolean): Archive {
    return createArchive({
      source: createListSource(samples),
      shape: { pointType: 'Float64', step, future: false },
      now: () => plant.now(),
    });
  }
}

function present(values: readonly TimedValue[]) {
  return {
    Links: {},
    Items: values.map((timed) => presentTimedValue(timed, '')),
    UnitsAbbreviation: '',
  };
}
