import { describeSettings } from '../src/config.ts';
import { statusOf } from '../src/lib/http/error-reply.ts';
import { AppError } from '../src/sdk/index.ts';
import type { ErrorKind } from '../src/sdk/index.ts';
import { listErrorCodes } from './list-error-codes.ts';

/** The pages under docs/ that are made from the source: path to text. */
export function renderDocs(): Readonly<Record<string, string>> {
  return { 'docs/errors.md': errorsPage(), 'docs/settings.md': settingsPage() };
}

function errorsPage(): string {
  const rows = listErrorCodes().map(({ code, kind, message }) => {
    const status = statusOf(new AppError(kind as ErrorKind, code, ''));
    return `| \`${code}\` | ${kind} | ${status} | ${message.replaceAll('|', '\\|')} |`;
  });
  return `# Errors

Made from the source by \`npm run docs\`. A code never changes its name; the wording may. The kind says who can act:
\`invalid\`, \`not_found\`, \`conflict\` the caller; \`unauthenticated\`, \`forbidden\` whoever signs in or grants;
\`throttled\` time; \`upstream\`, \`timeout\` the data source or the network; \`internal\` us.

| code | kind | HTTP | what is said |
|---|---|---|---|
${rows.join('\n')}
`;
}

function settingsPage(): string {
  const rows = describeSettings().map(
    ({ variable, defaultText, meaning }) => `| \`${variable}\` | ${defaultText} | ${meaning} |`,
  );
  return `# Settings

Made from the source by \`npm run docs\`. Settings come from the environment, or from a file named with
\`--env-file\`; where both name one, the environment counts. What is wrong is said at start, by name.

| variable | default | meaning |
|---|---|---|
${rows.join('\n')}
`;
}
