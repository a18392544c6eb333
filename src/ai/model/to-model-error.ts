import { AppError } from '#sdk';
import {
  modelFailed,
  modelLogInRefused,
  modelThrottled,
  modelTooSlow,
  modelUseless,
} from '../ai-models.errors.ts';

const DEPTH_MAX = 6;

/** Why a model gave no answer, in words for an administrator: never what its server wrote, which may hold anything. */
export function toModelError(name: string, thrown: unknown): AppError {
  for (let error = thrown, depth = 0; error instanceof Error && depth < DEPTH_MAX; depth += 1) {
    if (error instanceof AppError) return error;
    const status = 'statusCode' in error ? error.statusCode : undefined;
    if (status === 401 || status === 403) return modelLogInRefused(name, thrown);
    if (status === 429) return modelThrottled(name, thrown);
    if (typeof status === 'number' && status >= 300)
      return modelFailed(name, `HTTP ${status}`, thrown);
    if (error.name === 'AbortError' || error.name === 'TimeoutError') return modelTooSlow(name);
    if (/TypeValidation|JSONParse|NoContent|InvalidResponse|EmptyResponse/.test(error.name)) {
      return modelUseless(name, 'it does not speak this protocol');
    }
    const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
    if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return modelUseless(name, 'it is too long');
    if (code !== undefined && error.cause === undefined) return modelFailed(name, code, thrown);
    error = error.cause;
  }
  return modelFailed(name, 'no connection', thrown);
}
