import { AppError } from '#sdk';

/** What concerns one tag alone, rather than the server. */
const TAG_CODES = new Set([
  'opcua.no_history',
  'opcua.not_found',
  'opcua.forbidden',
  'opcua.array',
  'opcua.structure',
  'opcua.refused',
  'opcua.not_numeric',
  'opcua.too_many_values',
]);

/** The part of one tag, or the error that stands for it; an error of the server is thrown on. */
export async function ofTag<T>(read: () => Promise<T>): Promise<T | AppError> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AppError && TAG_CODES.has(error.code)) return error;
    throw error;
  }
}
