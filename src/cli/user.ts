import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { Command, Option } from 'commander';
import type { Change } from '../audit/index.ts';
import type { Db, Role } from '../db/index.ts';
import { readSettings } from './read-settings.ts';
import { withProgress } from './with-progress.ts';

type PasswordOptions = { passwordStdin?: true; json?: true };
type AddOptions = PasswordOptions & { role: Role; fullName?: string; email?: string };

/** 128 bits, as twenty-two characters one can still type. */
const RANDOM_PASSWORD_BYTES = 16;

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

async function addUser(name: string, options: AddOptions): Promise<void> {
  const { checkUsername, createUser } = await import('../accounts/index.ts');
  const { localActor } = await import('../lib/http/index.ts');
  const username = checkUsername(name);
  const { password, isMade } = await choosePassword(options);
  const { role, fullName, email } = options;
  const { id } = await inStore(
    async ({ change }) =>
      await createUser(change, localActor('cli'), { username, password, role, fullName, email }),
  );
  const shown = isMade ? { id, username, role, password } : { id, username, role };
  print(options, shown, [`Added ${username} as ${role}.`, ...passwordLine(password, isMade)]);
}

async function setPassword(username: string, options: PasswordOptions): Promise<void> {
  const { changeUser } = await import('../accounts/index.ts');
  const { localActor } = await import('../lib/http/index.ts');
  const { password, isMade } = await choosePassword(options);
  await inStore(async ({ change, read }) => {
    const id = await findUserId(read, username);
    await changeUser({ change, read }, localActor('cli'), id, { password });
  });
  const shown = isMade ? { username, password } : { username };
  print(options, shown, [`${username} has a new password.`, ...passwordLine(password, isMade)]);
}

async function unlock(username: string, options: { json?: true }): Promise<void> {
  const { unlockUser } = await import('../accounts/index.ts');
  const { localActor } = await import('../lib/http/index.ts');
  await inStore(async ({ change, read }) => {
    await unlockUser(change, localActor('cli'), await findUserId(read, username));
  });
  print(options, { username }, [`${username} may log in again.`]);
}

type Store = { readonly change: Change; readonly read: Db['read'] };

/** Runs `work` on the store of the settings, made or upgraded first; what it changes is in the audit log. */
async function inStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const { migrate, openDatabase } = await import('../db/index.ts');
  const { createAudit, createChange, findStoreKey } = await import('../audit/index.ts');
  const { deriveKey } = await import('../lib/secret-key.ts');
  const settings = readSettings();
  const db = await openDatabase(settings.databaseUrl);
  try {
    await withProgress('Bringing the store up to date', migrate(db));
    const audit = createAudit(deriveKey(await findStoreKey(db.read, settings), 'audit'));
    const change = createChange({ db, audit, clock: () => new Date() });
    return await work({ change, read: db.read });
  } finally {
    await db.close();
  }
}

async function findUserId(read: Db['read'], username: string): Promise<string> {
  const { findUserByName } = await import('../accounts/index.ts');
  const user = await findUserByName(read, username);
  if (!user) throw new Error(`There is no user "${username}": plantline user add makes one.`);
  return user.id;
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
