import { z } from 'zod';
import { Picture } from '../charts/picture.schema.ts';
import { OutgoingMedia } from '../outbox/outgoing-messages.schema.ts';
import { Language } from '../triggers/answer-name.schema.ts';
import { Fact } from '../triggers/fact.schema.ts';
import { TriggerType } from '../triggers/triggers.schema.ts';

const ARGUMENTS_LENGTH_MAX = 1_000;
const VARIABLES_MAX = 50;

/** What is asked besides the name: as a person writes it after the name (`8h`, `20`, `tag=FIC101`), or part by part. */
export const AskedArguments = z
  .union([
    z.string().max(ARGUMENTS_LENGTH_MAX),
    z.strictObject({
      range: z.string().max(100).optional(),
      count: z.int().min(1).max(1_000).optional(),
      variables: z
        .record(z.string().max(40), z.union([z.string().max(400), z.number(), z.boolean()]))
        .refine((variables) => Object.keys(variables).length <= VARIABLES_MAX)
        .optional(),
    }),
  ])
  .meta({ examples: ['8h'] });
export type AskedArguments = z.output<typeof AskedArguments>;

const asked = {
  args: AskedArguments.optional(),
  /** That of the arguments' own words when it is left out, then the site's. */
  language: Language.optional(),
};

/** No body asks just the name. */
export const RunBody = z.strictObject(asked).nullish();

/** A trigger as it is being written: nothing of it needs to be saved, and its name may be one that is taken. */
export const PreviewBody = z.strictObject({
  name: z.string().max(200).default(''),
  type: TriggerType,
  dataSourceId: z.string().min(1).max(100).nullish(),
  config: z.record(z.string(), z.unknown()),
  active: z.boolean().optional(),
  ...asked,
});
export type PreviewBody = z.output<typeof PreviewBody>;

/** What the chat would answer; nothing was sent. */
export const RunAnswer = z
  .object({
    text: z.string(),
    facts: z.array(Fact).readonly(),
    /** Of a query: what the source gave, before it was written for a phone. */
    rows: z
      .object({
        columns: z.array(z.string()).readonly(),
        rows: z
          .array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).readonly())
          .readonly(),
        truncated: z.boolean(),
      })
      .optional(),
    /** Of a query: what was handed over beside its text, by name; an instant as UTC. */
    bound: z
      .array(
        z.object({
          name: z.string(),
          value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
          type: z.enum(['text', 'number', 'boolean', 'instant', 'null']),
        }),
      )
      .readonly()
      .optional(),
    /** Why the source gave no answer, in more words than the chat is told. */
    error: z.object({ code: z.string(), message: z.string() }).optional(),
    /** Drawn as they would be sent; kept for a day. */
    media: z.array(OutgoingMedia).readonly(),
    /** The same as data, for who draws them. */
    pictures: z.array(Picture).readonly().optional(),
    /** How many more messages `next` would give. */
    rest: z.number().optional(),
  })
  .meta({ id: 'RunAnswer' });
export type RunAnswer = z.output<typeof RunAnswer>;
