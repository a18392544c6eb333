import type { TimedValue, ValueFilter } from '../../archive/model.ts';
import type { AfAttribute, PiPoint, Plant } from '../../plant/index.ts';
import type { Instant } from '../../time/instant.ts';
import { apiError } from '../errors.ts';
import { evaluateExpression, streamsOf } from './evaluate-expression.ts';
import {
  isBad,
  isTrue,
  toTimedValue,
  type ExpressionContext,
  type NamedStream,
} from './expression-value.ts';
import { parseExpression } from './parse-expression.ts';
import { ExpressionError } from './tokenise-expression.ts';

/** Where the bare names of an expression are looked for: tags of the server, or attributes of an element. */
export type ExpressionScope = {
  readonly plant: Plant;
  readonly timeZone: string /** Path of the element or event frame whose attributes bare names are; without it they are tags. */;
  readonly ownerPath?: string | undefined;
};

/** An expression ready to be evaluated at any instant. Everything wrong with it is 409. */
export type CompiledExpression = {
  /** The tags and attributes it reads. */
  readonly streams: readonly NamedStream[];
  readonly evaluate: (at: Instant) => TimedValue;
};

/** Parses a performance equation and finds its tags; 409 when either cannot be done. */
export function compileExpression(text: string, scope: ExpressionScope): CompiledExpression {
  return explaining(() => {
    const expression = parseExpression(text);
    const context = contextOf(scope);
    const streams = streamsOf(expression, context(scope.plant.now()));
    return {
      streams,
      evaluate: (at) =>
        explaining(() => toTimedValue(evaluateExpression(expression, context(at)), at)),
    };
  });
}

/** A `filterExpression` as a test of values, in which `'.'` is the value looked at. 409 when it is wrong. */
export function compileFilter(text: string, scope: ExpressionScope): ValueFilter {
  return explaining(() => {
    const expression = parseExpression(text);
    const context = contextOf(scope);
    streamsOf(expression, context(scope.plant.now()));
    return (self) =>
      explaining(() => {
        const outcome = evaluateExpression(expression, { ...context(self.at), self });
        return !isBad(outcome) && isTrue(outcome);
      });
  });
}

function contextOf({
  plant,
  timeZone,
  ownerPath,
}: ExpressionScope): (at: Instant) => ExpressionContext {
  const known = new Map<string, NamedStream | undefined>();
  const findStream = (name: string) => {
    if (!known.has(name)) known.set(name, findNamed(plant, name, ownerPath));
    return known.get(name);
  };
  return (at) => ({ at, timeZone, findStream });
}

function findNamed(
  plant: Plant,
  name: string,
  ownerPath: string | undefined,
): NamedStream | undefined {
  if (ownerPath !== undefined && !name.startsWith('\\\\')) {
    const attribute = plant.attributes.findByPath(`${ownerPath}|${name.replace(/^\|/, '')}`);
    if (attribute) return ofAttribute(plant, attribute);
  }
  if (name.startsWith('\\\\')) {
    const attribute = plant.attributes.findByPath(name);
    if (attribute) return ofAttribute(plant, attribute);
    const prefix = `${plant.dataServer.path}\\`.toLowerCase();
    if (!name.toLowerCase().startsWith(prefix)) return undefined;
    const point = plant.points.findByName(name.slice(prefix.length));
    return point && ofPoint(plant, point);
  }
  const point = plant.points.findByName(name);
  return point && ofPoint(plant, point);
}

function ofPoint(plant: Plant, point: PiPoint): NamedStream {
  return { ...point, archive: plant.archiveOfPoint(point) };
}

function ofAttribute(plant: Plant, attribute: AfAttribute): NamedStream {
  return {
    archive: plant.archiveOfAttribute(attribute),
    name: attribute.name,
    descriptor: attribute.description,
    engineeringUnits: attribute.defaultUnitsNameAbbreviation,
    zero: attribute.zero,
    span: attribute.span,
  };
}

function explaining<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof ExpressionError) throw apiError(409, error.message);
    throw error;
  }
}
