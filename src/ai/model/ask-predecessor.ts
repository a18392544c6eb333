import { z } from 'zod';
import { modelUseless } from '../ai-models.errors.ts';
import type { ModelConfig } from './model-kinds.ts';

const Output = z.object({ output_text: z.unknown() });
const Answer = z.object({ response: z.unknown() });

/**
 * One question by the predecessor's plain contract: `POST {"message": …}`, a bearer key when there is one. The answer is
 * `response`, or the whole body; of an object its `output_text`.
 *
 * @throws whatever connecting throws; AppError `ai_models.useless`
 */
export async function askPredecessor(
  name: string,
  { baseUrl = '', apiKey }: ModelConfig,
  message: string,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<string> {
  const response = await fetch(baseUrl.trim(), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
    },
    body: JSON.stringify({ message }),
    signal,
  });
  if (!response.ok)
    throw Object.assign(new Error(`HTTP ${response.status}`), { statusCode: response.status });
  const body = await response.text();
  const text = textOf(body).trim();
  if (text === '') throw modelUseless(name, 'an empty answer');
  return text;
}

function textOf(body: string): string {
  let value: unknown = body;
  try {
    value = JSON.parse(body);
  } catch {
    return body;
  }
  const answer = Answer.safeParse(value);
  const said = answer.success && answer.data.response !== undefined ? answer.data.response : value;
  const output = Output.safeParse(said);
  const text = output.success ? output.data.output_text : said;
  return typeof text === 'string' ? text : (JSON.stringify(text) ?? '');
}
