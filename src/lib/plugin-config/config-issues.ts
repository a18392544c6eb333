import type { z } from 'zod';

/** What is wrong with a field of a config. */
export type ConfigIssue = { readonly path: string; readonly message: string };

/** What is wrong, field by field, in words. */
export function issuesOf(error: z.ZodError, config: unknown): readonly ConfigIssue[] {
  return error.issues.map(({ path, message }) => ({
    path: path.join('.'),
    message: isAbsent(config, path) ? 'is missing' : message,
  }));
}

function isAbsent(config: unknown, path: readonly PropertyKey[]): boolean {
  let value = config;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return false;
    value = Object.hasOwn(value, step) ? (value as Record<PropertyKey, unknown>)[step] : undefined;
  }
  return value === undefined;
}
