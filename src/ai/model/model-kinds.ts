import { z } from 'zod';

const BaseUrl = z.url({ protocol: /^https?$/ }).meta({ address: true });
const ApiKey = z.string().trim().min(1).max(1_000).meta({ secret: true, title: 'API key' });
const ModelName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .meta({ title: 'Model', description: 'As the server names it.' });
const Price = z.number().min(0).max(10_000).optional();
const Prices = {
  inputUsdPerMillion: Price.meta({ title: 'US$ per million tokens read' }),
  outputUsdPerMillion: Price.meta({ title: 'US$ per million tokens written' }),
};

function hosted() {
  const baseUrl = BaseUrl.optional().meta({
    address: true,
    title: 'Address',
    description: 'Only where it is not the maker’s own.',
  });
  return z.strictObject({ model: ModelName, apiKey: ApiKey, baseUrl, ...Prices });
}

/** The kinds of connections to a model, with what each is set up with. */
export const MODEL_KINDS = {
  'openai-compatible': {
    title: 'OpenAI-compatible (Ollama, vLLM, LM Studio, …)',
    config: z.strictObject({
      baseUrl: BaseUrl.meta({
        address: true,
        title: 'Address',
        description: 'With its path: http://127.0.0.1:11434/v1',
      }),
      model: ModelName,
      apiKey: ApiKey.optional(),
      ...Prices,
    }),
  },
  openai: { title: 'OpenAI', config: hosted() },
  anthropic: { title: 'Anthropic', config: hosted() },
  google: { title: 'Google', config: hosted() },
  predecessor: {
    title: 'Plain HTTP endpoint, as the predecessor used it',
    config: z.strictObject({
      baseUrl: z.string().trim().pipe(BaseUrl).meta({ address: true, title: 'Endpoint' }),
      apiKey: ApiKey.optional(),
    }),
  },
} as const;

export type ModelKind = keyof typeof MODEL_KINDS;

export function isModelKind(kind: string): kind is ModelKind {
  return Object.hasOwn(MODEL_KINDS, kind);
}

/** A connection as it is stored, its secrets readable: for opening it and nothing else. */
export type ModelConfig = {
  readonly model?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly inputUsdPerMillion?: number | undefined;
  readonly outputUsdPerMillion?: number | undefined;
};
