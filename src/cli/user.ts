import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { Command, Option } from 'commander';
import type { Db, Role } from '../db/index.ts';
import { readSettings } from './read-settings.ts';
import { withProgress } from './with-progress.ts';

type PasswordOptions = { passwordStdin?: true; json?: true };
type AddOptions = PasswordOptions & { role: Role; fullName?: string; email?: string };

/** 120 bits, as twenty characters one can still type. */
const RANDOM_PASSWORD_BYTES = 15;

/** `plantline user …`: the users of the admin page, for whoever has the store at hand. */
export function userCommand(): Command {
  const fromStdin = [
    '--password-stdin',
    'read the password from the first line of stdin; else one is made and printed once',
  ] as const;
  return new Command('user')
    .description('Add users of the admin page, give them passwords, unlock them')
    .addCommand(
      new Command('add')
        .description('Add a user')
        .argument('<name>', 'the name to log in with')
        .addOption(
          new Option('--role <role>', 'what the user may do')
            .choices(['admin', 'user', 'viewer'])
            .default('admin'),
        )
        .option('--full-name <name>', 'the name to show')
        .option('--email <address>', 'where to reach the user')
        .option(...fromStdin)
        .option('--json', 'print the user as JSON')
        .action(addUser),
    )
    .addCommand(
      new Command('passwd')
        .description('Give a user a new password; this also unlocks and logs out')
        .argument('<name>', 'the name the user logs in with')
        .option(...fromStdin)
        .option('--json', 'print the result as JSON')
        .action(setPassword),
    )
    .addCommand(
      new Command('unlock')
        .description('Let a user log in again who is locked after wrong passwords')
        .argument('<name>', 'the name the user logs in with')
        .option('--json', 'print the result as JSON')
        .action(unlock),
    );
}

async function addUser(username: string, options: AddOptions): Promise<void> {
  const { hashPassword, insertUser } = await import('../accounts/index.ts');
  const { password, isMade } = await choosePassword(options);
  const passwordHash = await hashPassword(password);
  const user = await inStore('users.created', username, async (tx, at) => {
    const { role, fullName = null, email = null } = options;
    return await insertUser(tx, { username, passwordHash, role, fullName, email }, at);
  });
  const { id, role } = user;
  const shown = isMade ? { id, username, role, password } : { id, username, role };
  print(options, shown, [`Added ${username} as ${role}.`, ...passwordLine(password, isMade)]);
}

async function setPassword(username: string, options: PasswordOptions): Promise<void> {
  const { deleteSessionOf, hashPassword, setPasswordHash } = await import('../accounts/index.ts');
  const { password, isMade } = await choosePassword(options);
  const passwordHash = await hashPassword(password);
  await inStore('users.password_set', username, async (tx) => {
    const id = await findUserId(tx, username);
    await setPasswordHash(tx, id, passwordHash);
    await deleteSessionOf(tx, id);
  });
  const shown = isMade ? { username, password } : { username };
  print(options, shown, [`${username} has a new password.`, ...passwordLine(password, isMade)]);
}

async function unlock(username: string, options: { json?: true }): Promise<void> {
  const { unlockUser } = await import('../accounts/index.ts');
  await inStore('users.unlocked', username, async (tx) => {
    await unlockUser(tx, await findUserId(tx, username));
  });
  print(options, { username }, [`${username} may log in again.`]);
}

type Transaction = Parameters<Parameters<Db['write']>[0]>[0];

/** Runs `work` as one audited transaction on the store of the settings, made or upgraded first. */
async function inStore<T>(
  action: string,
  username: string,
  work: (tx: Transaction, at: Date) => Promise<T>,
): Promise<T> {
  const { migrate, openDatabase } = await import('../db/index.ts');
  const { recordAudit } = await import('../audit/index.ts');
  const db = await openDatabase(readSettings().databaseUrl);
  const at = new Date();
  try {
    await withProgress('Bringing the store up to date', migrate(db));
    return await db.write(async (tx) => {
      const result = await work(tx, at);
      await recordAudit(tx, { userId: null, action, details: { username, by: 'cli' }, at });
      return result;
    });
  } finally {
    await db.close();
  }
}

async function findUserId(tx: Transaction, username: string): Promise<string> {
  const { findCredentials } = await import('../accounts/index.ts');
  const known = await findCredentials(tx, username);
  if (!known) throw new Error(`There is no user "${username}": plantline user add makes one.`);
  return known.user.id;
}

async function choosePassword({
  passwordStdin,
}: PasswordOptions): Promise<{ password: string; isMade: boolean }> {
  if (!passwordStdin) {
    return { password: randomBytes(RANDOM_PASSWORD_BYTES).toString('base64url'), isMade: true };
  }
  const [password = ''] = (await text(process.stdin)).split(/\r?\n/);
  return { password, isMade: false };
}

function passwordLine(password: string, isMade: boolean): string[] {
  return isMade ? [`Password (shown only now): ${password}`] : [];
}

function print({ json }: { json?: true }, shown: object, lines: readonly string[]): void {
  console.log(json ? JSON.stringify(shown) : lines.join('\n'));
}
