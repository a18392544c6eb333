import { describeSettings } from '../src/config.ts';
import { ACCESS, ROLES, isAtLeast } from '../src/lib/http/access.ts';
import { statusOf } from '../src/lib/http/error-reply.ts';
import { AppError } from '../src/sdk/index.ts';
import type { ErrorKind } from '../src/sdk/index.ts';
import { listErrorCodes } from './list-error-codes.ts';

/** The pages under docs/ that are made from the source: path to text. */
export function renderDocs(): Readonly<Record<string, string>> {
  return {
    'docs/errors.md': errorsPage(),
    'docs/roles.md': rolesPage(),
    'docs/settings.md': settingsPage(),
  };
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

function rolesPage(): string {
  const rows = Object.entries(ACCESS).map(([line, needed]) => {
    const [method = '', url = ''] = line.split(' ');
    const marks = ROLES.map((role) =>
      needed === 'anyone' || isAtLeast(role, needed) ? 'yes' : '',
    );
    return `| ${method} | \`${url}\` | ${needed === 'anyone' ? 'yes' : ''} | ${marks.join(' | ')} |`;
  });
  return `# Who may call what

Made from the source (\`src/lib/http/access.ts\`) by \`npm run docs\`. Who is not signed in and may not gets 401, whose
role is too low 403; \`tests/http-roles.test.ts\` calls every route as everybody. An API token may what its role may,
but for what only a person has: a password, a second factor.

| method | route | anyone | ${ROLES.join(' | ')} |
|---|---|---|${ROLES.map(() => '---|').join('')}
${rows.join('\n')}
`;
}
