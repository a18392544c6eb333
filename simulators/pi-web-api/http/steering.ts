import type { FastifyInstance } from 'fastify';
import { booleanField, numberField, textField, toFields } from './body.ts';
import { given } from './body.ts';
import { apiError, frameworkError } from './errors.ts';
import type { Misbehaviour, MisbehaviourRule } from './misbehaviour.ts';

/**
 * The steering wheel for tests and demos, outside `/piwebapi` and without log-in:
 * `POST /__simulator/misbehave` adds a rule, `GET` lists them, `DELETE` clears them.
 */
export function registerSteering(app: FastifyInstance, misbehaviour: Misbehaviour): void {
  const url = '/__simulator/misbehave';
  app.post(url, async (request, reply) => {
    misbehaviour.add(toRule(request.body));
    return reply.code(201).send({ rules: misbehaviour.list() });
  });
  app.get(url, async () => ({ rules: misbehaviour.list() }));
  app.delete(url, async (_request, reply) => {
    misbehaviour.clear();
    return reply.code(204).send();
  });
}

function toRule(body: unknown): MisbehaviourRule {
  const fields = toFields(parse(body));
  const shape = textField(fields, 'body');
  if (shape !== undefined && shape !== 'broken' && shape !== 'half') {
    throw apiError(400, "body must be 'broken' or 'half'.");
  }
  return given({
    status: numberField(fields, 'status'),
    hang: booleanField(fields, 'hang'),
    latencyMs: numberField(fields, 'latencyMs'),
    retryAfterSeconds: numberField(fields, 'retryAfterSeconds'),
    pathIncludes: textField(fields, 'pathIncludes'),
    count: numberField(fields, 'count'),
    body: shape,
  });
}

function parse(body: unknown): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : '{}');
  } catch {
    throw frameworkError(400, 'The request body is not valid JSON.');
  }
}
