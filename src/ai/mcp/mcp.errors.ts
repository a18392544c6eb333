import { AppError } from '#sdk';

export function mcpOnlyPost(): AppError {
  return new AppError(
    'invalid',
    'mcp.only_post',
    'Send each message of the Model Context Protocol as a POST: there are no sessions here.',
  );
}

/** @param reason in the protocol's words; empty when there are none */
export function mcpRefused(reason: string): AppError {
  return new AppError(
    'invalid',
    'mcp.refused',
    `This is no message of the Model Context Protocol${reason === '' ? '' : ` (${reason.slice(0, 200)})`}. Send what its client libraries send.`,
  );
}
