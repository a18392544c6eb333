import { checkUsername, isImportableHash, usernameKey } from '../accounts/index.ts';
import { AppError } from '#sdk';
import type { Role } from '../db/index.ts';
import type { Report } from './create-report.ts';
import { createReadLastLogin, legacyInstant } from './legacy-instant.ts';
import type { LegacyRow } from './open-legacy-file.ts';
import { proposeRoles } from './propose-roles.ts';
import { textOf } from './read-json.ts';

export type UserToBring = {
  readonly id: string;
  readonly username: string;
  readonly passwordHash: string;
  readonly fullName: string | null;
  readonly email: string | null;
  readonly role: Role;
  readonly createdBy: string | null;
  readonly isActive: boolean;
  readonly lastLogin: Date | null;
  readonly createdAt: Date;
};

export type UserPlan = {
  readonly toBring: readonly UserToBring[];
  /** By the predecessor's id: what the log calls them, and whether they are a user here. */
  readonly named: ReadonlyMap<string, { readonly username: string; readonly isHere: boolean }>;
};

export type StoredUser = {
  readonly id: string;
  readonly username: string;
  readonly isActiveAdmin: boolean;
};

type Known = {
  readonly row: LegacyRow;
  readonly id: string;
  readonly username: string;
  readonly isActive: boolean;
  readonly createdAt: Date;
  readonly lastLogin: { readonly at: Date | null; readonly isLocal: boolean };
};

/** No hash at all: it opens nothing until an admin gives a new password. */
const NO_PASSWORD = '!';

/** Users with their passwords as they are, and the roles that were chosen. */
export function planUsers(
  rows: readonly LegacyRow[],
  deps: {
    readonly report: Report;
    readonly stored: readonly StoredUser[];
    readonly roles: Readonly<Record<string, Role>>;
    readonly timeZone: string;
    readonly now: Date;
  },
): UserPlan {
  const { report, stored, now } = deps;
  const readLastLogin = createReadLastLogin(deps.timeZone);
  const users = rows.map((row): Known => ({
    row,
    id: textOf(row['id']) ?? '',
    username: textOf(row['username']) ?? '',
    isActive: row['is_active'] !== 0,
    createdAt: legacyInstant(row['created_at']) ?? now,
    lastLogin: readLastLogin(row['last_login']),
  }));
  const roles = proposeRoles(users, deps.roles);
  const storedIds = new Set(stored.map(({ id }) => id));
  const taken = new Map(stored.map(({ id, username }) => [usernameKey(username), id]));
  const toBring: UserToBring[] = [];
  const here = new Set<string>();

  for (const user of users) {
    const { id, username } = user;
    if (storedIds.has(id)) {
      here.add(id);
      say(user, 'alreadyHere');
      continue;
    }
    if (taken.has(usernameKey(username))) {
      const note = 'A user of this name is here already and stays: password and role are theirs.';
      say(user, 'refused', note);
      continue;
    }
    try {
      checkUsername(username);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      say(user, 'refused', error.message);
      continue;
    }
    taken.set(usernameKey(username), id);
    here.add(id);
    const hash = textOf(user.row['password_hash']);
    const canLogIn = isImportableHash(hash);
    const { role, isChosen } = roles.get(username) ?? { role: 'viewer' as const, isChosen: false };
    toBring.push({
      id,
      username,
      passwordHash: canLogIn && hash !== undefined ? hash : NO_PASSWORD,
      fullName: textOf(user.row['full_name'])?.slice(0, 200) ?? null,
      email: textOf(user.row['email'])?.slice(0, 200) ?? null,
      role,
      createdBy: textOf(user.row['created_by']) ?? null,
      isActive: user.isActive,
      lastLogin: user.lastLogin.at,
      createdAt: user.createdAt,
    });
    say(
      user,
      'changed',
      isChosen
        ? `Is ${role} here, as was chosen.`
        : `Is ${role} here, as Plantline proposes; in the predecessor everybody was admin.`,
      ...(canLogIn
        ? []
        : ['The password cannot be taken over: give a new one with "plantline user passwd".']),
      ...(user.lastLogin.isLocal ? [`The last log-in was read as ${deps.timeZone} time.`] : []),
    );
  }
  report.users(
    users.map(({ id, username, row, isActive, lastLogin }) => {
      const { role, isChosen } = roles.get(username) ?? {
        role: 'viewer' as const,
        isChosen: false,
      };
      const isHere = storedIds.has(id) || (!here.has(id) && taken.has(usernameKey(username)));
      const fullName = textOf(row['full_name']) ?? null;
      return {
        username,
        fullName,
        isActive,
        lastLogin: lastLogin.at?.toISOString() ?? null,
        role,
        isChosen,
        isHere,
      };
    }),
  );
  const hasAdmin =
    stored.some(({ isActiveAdmin }) => isActiveAdmin) ||
    toBring.some(({ role, isActive }) => role === 'admin' && isActive);
  if (!hasAdmin && toBring.length > 0) {
    report.note(
      'Nobody of these users may administrate Plantline: choose an admin among them, or add one with "plantline user add".',
    );
  }
  return {
    toBring: linked(toBring, storedIds),
    named: new Map(users.map(({ id, username }) => [id, { username, isHere: here.has(id) }])),
  };

  function say(
    { id, username }: Known,
    outcome: Parameters<Report['row']>[0]['outcome'],
    ...notes: string[]
  ) {
    report.row({ table: 'users', id, name: username, outcome, notes });
  }
}

/** Who made whom, in an order in which each is there before those they made. */
function linked(
  users: readonly UserToBring[],
  storedIds: ReadonlySet<string>,
): readonly UserToBring[] {
  const all = new Set([...storedIds, ...users.map(({ id }) => id)]);
  const sorted = users.toSorted(
    (a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1),
  );
  const before = new Set(storedIds);
  return sorted.map((user) => {
    const isKnown =
      user.createdBy !== null && all.has(user.createdBy) && before.has(user.createdBy);
    before.add(user.id);
    return isKnown ? user : { ...user, createdBy: null };
  });
}
