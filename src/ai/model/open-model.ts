import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogle } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModel } from 'ai';
import type { ModelConfig, ModelKind } from './model-kinds.ts';

/** A model of the kinds that call tools. It connects when it is asked. */
export function openModel(
  kind: Exclude<ModelKind, 'predecessor'>,
  { baseUrl, apiKey, model = '' }: ModelConfig,
  fetch: typeof globalThis.fetch,
): LanguageModel {
  const common = {
    fetch,
    ...(baseUrl !== undefined && { baseURL: baseUrl.replace(/\/+$/, '') }),
    ...(apiKey !== undefined && { apiKey }),
  };
  switch (kind) {
    case 'openai-compatible':
      return createOpenAICompatible({ name: 'model', ...common, baseURL: common.baseURL ?? '' })(
        model,
      );
    case 'openai':
      return createOpenAI(common)(model);
    case 'anthropic':
      return createAnthropic(common)(model);
    case 'google':
      return createGoogle(common)(model);
  }
}
