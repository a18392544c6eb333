import { AppError } from '#sdk';

export function mcpOnlyPost(): AppError {
  return new AppError(
    'invalid',
    'mcp.only_post',
    'Send each message of the Model Context Protocol as a POST: there are no sessions here.',
  );
}
