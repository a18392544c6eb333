import { z } from 'zod';
import { Instant, ListQuery, SeenAt } from '../lib/http/list.schema.ts';
import { AnswerName } from './answer-name.schema.ts';

/** The body that makes a trigger group; its members answer in this order. */
export const NewTriggerGroup = z.strictObject({
  name: AnswerName,
  description: z.string().trim().max(400).nullish(),
  executionMode: z.enum(['parallel', 'sequential']).default('parallel'),
  triggerIds: z.array(z.string().min(1).max(100)).max(100).default([]),
});
export type NewTriggerGroup = z.output<typeof NewTriggerGroup>;

/** The body that changes a group: what is left out stays. `triggerIds` are all its members from then on. */
export const TriggerGroupChange = z.strictObject({
  name: NewTriggerGroup.shape.name.optional(),
  description: NewTriggerGroup.shape.description,
  executionMode: z.enum(['parallel', 'sequential']).optional(),
  triggerIds: z.array(z.string().min(1).max(100)).max(100).optional(),
  updatedAt: SeenAt,
});
export type TriggerGroupChange = z.output<typeof TriggerGroupChange>;

/** A trigger group as the API shows it. */
export const TriggerGroup = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    executionMode: z.enum(['parallel', 'sequential']),
    /** Its members in the order they answer, those that are switched off too. */
    triggerIds: z.array(z.string()).readonly(),
    /** The same, as far as somebody needs to know them. */
    members: z
      .array(
        z.object({
          id: z.string(),
          name: z.string(),
          type: z.string(),
          active: z.boolean(),
          dataSourceId: z.string().nullable(),
        }),
      )
      .readonly(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'TriggerGroup' });
export type TriggerGroup = z.output<typeof TriggerGroup>;

export const TriggerGroupQuery = ListQuery;
