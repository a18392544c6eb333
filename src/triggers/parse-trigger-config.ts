import type { z } from 'zod';
import { checkVariables } from './check-variables.ts';
import { checkField } from './in-field.ts';
import { parseBucket, parseInterval } from './parse-interval.ts';
import { parseReplyTemplate, type TemplatePart } from './reply-template.ts';
import { parseTimeRange } from './time-range.ts';
import { badConfig, statisticNotAsked, unknownTemplateTag } from './trigger-config.errors.ts';
import { type LocalText, STATISTICS, TriggerConfig } from './triggers.schema.ts';

/**
 * A trigger's config as it is stored or sent, checked against its type and with its defaults filled in.
 *
 * @throws AppError `triggers.bad_config` that says in words which field is wrong
 */
export function parseTriggerConfig(type: string, config: unknown): TriggerConfig {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw badConfig('the config must be an object', []);
  }
  const result = TriggerConfig.safeParse({ ...config, type });
  if (result.success) return result.data;
  const { issues } = result.error;
  throw badConfig(
    inWords(issues[0]),
    // From the top of the body, so that a form finds the field.
    issues.map((issue) => ({
      path: ['config', ...issue.path].join('.'),
      message: inWords({ ...issue, path: [] }),
    })),
  );
}

/**
 * What a shape cannot say of a config that is about to be saved: its ranges, intervals, buckets and templates are
 * of their grammars, and a template's tags are the trigger's own.
 *
 * @throws AppError of kind `invalid`
 */
export function checkTriggerConfig(config: TriggerConfig, now: Date, timeZone: string): void {
  if (config.type === 'query') checkVariables(config.variables, { now, timeZone });
  const fields: Grammatical = config.type === 'text' ? {} : config;
  const { range, interval, bucket, template } = fields;
  if (range !== undefined) checkField('config.range', () => parseTimeRange(range, now, timeZone));
  if (interval !== undefined) checkField('config.interval', () => parseInterval(interval));
  if (bucket !== undefined) checkField('config.bucket', () => parseBucket(bucket));
  if (typeof template === 'string') {
    checkField('config.template', () => checkTemplate(template, config));
    return;
  }
  for (const [language, text] of Object.entries(template ?? {})) {
    if (text === undefined) continue;
    checkField(`config.template.${language}`, () => checkTemplate(text, config));
  }
}

/** The fields that have a grammar, in whatever type has them. */
type Grammatical = {
  readonly range?: string | undefined;
  readonly interval?: string | undefined;
  readonly bucket?: string | undefined;
  readonly template?: LocalText | undefined;
};

function checkTemplate(text: string, config: TriggerConfig): void {
  const parts = parseReplyTemplate(text, config.type);
  if (config.type === 'summary') checkStatistics(parts, config.statistics);
  if (!('tags' in config) || config.elements.length > 0) return;
  // What a wildcard or an element gives is known only when it is read.
  if (config.tags.some((tag) => /[*?]/.test(tag))) return;
  const known = new Set(config.tags.map((tag) => tag.toLowerCase()));
  for (const part of parts) {
    const tag = 'tag' in part ? part.tag : undefined;
    if (tag !== undefined && !known.has(tag.toLowerCase())) {
      throw unknownTemplateTag(tag, config.tags);
    }
  }
}

function checkStatistics(
  parts: readonly TemplatePart[],
  statistics: Extract<TriggerConfig, { type: 'summary' }>['statistics'],
): void {
  const asked = new Set<string>(statistics);
  for (const part of parts) {
    const wanted = 'placeholder' in part ? part.placeholder : undefined;
    const isStatistic = STATISTICS.some((known) => known === wanted);
    if (wanted !== undefined && isStatistic && !asked.has(wanted)) {
      throw statisticNotAsked(wanted, statistics);
    }
  }
}

function inWords(issue: z.core.$ZodIssue | undefined): string {
  if (!issue) return 'it does not fit its type';
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => `"${key.slice(0, 40)}"`).join(', ');
    return `${path === '' ? 'it' : `"${path}"`} does not know ${keys}`;
  }
  if (issue.code === 'invalid_union' && path === 'type') {
    return 'its type must be value, history, summary, trend, query or text';
  }
  const message = issue.message.replace(/^Invalid input: /, '');
  return path === '' ? message : `"${path}": ${message}`;
}
