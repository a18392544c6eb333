import { describe, expect, test } from 'vitest';
import { AppError } from '#sdk';
import { parseReplyTemplate } from '../src/triggers/reply-template.ts';
import { RESERVED_KEYS } from '../src/triggers/answer-name.schema.ts';
import { STATISTICS, TRIGGER_TYPES, TriggerConfig } from '../src/triggers/triggers.schema.ts';
import { RESERVED_WORDS } from '../web/pages/ai-triggers/reserved-words.ts';
import { PLACEHOLDERS, STATISTICS as OFFERED } from '../web/pages/triggers/placeholders.ts';
import { TRIGGER_TYPES as CARDS, forType } from '../web/pages/triggers/trigger-config.ts';

const FIELDS =
  'description label template tag tags elements labels digits last range mode interval statistics bucket weighting query presetId variables maxRows text'.split(
    ' ',
  );

test('the page offers every type of trigger and every statistic', () => {
  expect(CARDS).toEqual(TRIGGER_TYPES);
  expect(OFFERED).toEqual(STATISTICS);
});

test('the page knows the words that an AI prefix must not hide', () => {
  expect(new Set(RESERVED_WORDS)).toEqual(RESERVED_KEYS);
});

describe.each(TRIGGER_TYPES)('the editor of a %s trigger', (type) => {
  test('offers the placeholders that a template may have, and no others', () => {
    expect(new Set(PLACEHOLDERS[type].map((name) => `{${name}}`))).toEqual(rightFor(type));
  });

  test('keeps the fields that such a trigger has, and puts those of other types aside', () => {
    const all = Object.fromEntries(FIELDS.map((field) => [field, null]));
    const issues = TriggerConfig.safeParse({ type, ...all }).error?.issues ?? [];
    const unknown = issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys : [],
    );
    const { config, aside } = forType(type, all, {});
    expect(Object.keys(config).toSorted()).toEqual(
      FIELDS.filter((field) => !unknown.includes(field)).toSorted(),
    );
    expect(Object.keys(aside).toSorted()).toEqual(unknown.toSorted());
  });
});

function rightFor(type: (typeof TRIGGER_TYPES)[number]): Set<unknown> {
  try {
    parseReplyTemplate('{none}', type);
  } catch (error) {
    if (error instanceof AppError) return new Set(error.details['placeholders'] as string[]);
    throw error;
  }
  return new Set();
}
