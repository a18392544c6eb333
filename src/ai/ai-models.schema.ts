import { z } from 'zod';
import { Instant, ListQuery, SeenAt } from '../lib/http/list.schema.ts';

const Name = z.string().trim().min(1).max(100);
/** Fields as the kind's `configSchema` has them; they are checked against it. */
const ModelFields = z.record(z.string(), z.unknown());

/** The body that connects a model. */
export const NewAiModel = z.strictObject({
  name: Name,
  /** A `kind` of `GET /ai-models/kinds`. */
  kind: z.string().min(1).max(100),
  config: ModelFields,
  active: z.boolean().default(true),
});
export type NewAiModel = z.output<typeof NewAiModel>;

/** What is left out stays; of a new `config`, secrets that it leaves out are kept, and an empty text or null removes one. */
export const AiModelChange = z.strictObject({
  name: Name.optional(),
  config: ModelFields.optional(),
  active: z.boolean().optional(),
  updatedAt: SeenAt,
});

/** A connection to a model as the API shows it: never a secret. */
export const AiModel = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    active: z.boolean(),
    /** Whether questions go to it at present. */
    isUsed: z.boolean(),
    config: ModelFields,
    /** Paths of the secret fields that have a value. */
    secretsSet: z.array(z.string()).readonly(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'AiModel' });
export type AiModel = z.output<typeof AiModel>;

export const AiModelQuery = ListQuery;

export const AiModelKinds = z.object({
  items: z
    .array(
      z.object({
        kind: z.string(),
        title: z.string(),
        configSchema: z.record(z.string(), z.unknown()),
      }),
    )
    .readonly(),
});

/** How a test of a model went: its steps up to the first that failed. */
export const AiModelTest = z
  .object({
    status: z.enum(['success', 'failed']),
    latencyMs: z.number(),
    inputTokens: z.number().nullable(),
    outputTokens: z.number().nullable(),
    steps: z.array(z.object({ name: z.string(), ok: z.boolean(), message: z.string() })).readonly(),
  })
  .meta({ id: 'AiModelTest' });
export type AiModelTest = z.output<typeof AiModelTest>;

/** What of a day of the site is used up, by all models and by each that is connected. */
export const AiModelUsage = z
  .object({
    /** When the day began at the site. */
    from: Instant,
    questions: z.number(),
    /** Read and written. */
    tokens: z.number(),
    usd: z.number(),
    isCostKnown: z.boolean().meta({
      description:
        'Whether every model that was used has both prices in its connection; else it cost more than `usd`.',
    }),
    /** The setting `ai.tokensPerDay`. */
    tokensPerDay: z.number(),
    /** The setting `ai.usdPerDay`. */
    usdPerDay: z.number(),
    items: z
      .array(
        z.object({
          id: z.string(),
          name: z.string(),
          questions: z.number(),
          tokens: z.number(),
          usd: z.number().nullable().meta({ description: 'Null while a price is not set.' }),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'AiModelUsage' });
export type AiModelUsage = z.output<typeof AiModelUsage>;
