import { isIP } from 'node:net';
import type { EarlierEntry } from '../audit/index.ts';
import { legacyInstant } from './legacy-instant.ts';
import type { LegacyRow } from './open-legacy-file.ts';
import { isFields, readJson, textOf } from './read-json.ts';

type Fields = Readonly<Record<string, unknown>>;

export type ConvertedEntry = { readonly entry: EarlierEntry; readonly notes: readonly string[] };

/** What its entries are told from ours by: `predecessor.login_success`. */
const PREFIX = 'predecessor.';
const ACTION_CHARACTERS = 60;
/** Names of fields that hold what nobody should read in a log. */
const SECRET = /password|passwd|secret|token|api_?key|authorization|credential/iu;
const SHIFTED = 'Its columns had been shifted, and are in their places again.';
const STRIPPED = 'The result of the query, with addresses of plant systems, was left out.';
const NO_SECRETS = 'A field that may hold a secret was left out.';

/** @returns undefined for an entry without an id, an action or a time */
export function convertAudit(
  row: LegacyRow,
  userOf: (legacyId: string) => { readonly username: string; readonly isHere: boolean } | undefined,
): ConvertedEntry | undefined {
  const id = textOf(row['id']);
  const action = textOf(row['action']);
  const at = legacyInstant(row['timestamp']);
  if (id === undefined || action === undefined || !at) return undefined;
  const userId = textOf(row['user_id']);
  const user = userId === undefined ? undefined : userOf(userId);
  const notes: string[] = [];
  const given = readJson(row['details']);
  const placed = unshift(action, {
    details:
      given ?? (textOf(row['details']) === undefined ? null : { text: textOf(row['details']) }),
    ipAddress: textOf(row['ip_address']) ?? null,
    userAgent: textOf(row['user_agent']) ?? null,
  });
  if (placed.isRepaired) notes.push(SHIFTED);
  const { executionResult, ...rest } = placed.details ?? {};
  if (executionResult !== undefined) notes.push(STRIPPED);
  const safe = withoutSecrets(rest) as Fields;
  if (JSON.stringify(safe) !== JSON.stringify(rest)) notes.push(NO_SECRETS);
  return {
    entry: {
      id,
      at,
      action: `${PREFIX}${action.slice(0, ACTION_CHARACTERS)}`,
      details: placed.details === null ? null : safe,
      actor: {
        userId: user?.isHere ? (userId ?? null) : null,
        // The name as it was; of a user who is gone, only that there was one.
        name: user?.username ?? 'predecessor',
        ipAddress: placed.ipAddress,
        userAgent: placed.userAgent,
      },
    },
    notes,
  };
}

type Placed = {
  readonly details: Fields | null;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
};

/**
 * Every message was logged with its arguments one place off: the HTTP client's name where the address belongs, the
 * address as the message's type, and all else as its recipient.
 */
function unshift(action: string, placed: Placed): Placed & { readonly isRepaired: boolean } {
  const { details, ipAddress, userAgent } = placed;
  const address = textOf(details?.['messageType']);
  const inner = details?.['recipient'];
  const isShifted = action === 'message_sent' && isFields(inner);
  if (!isShifted) return { ...placed, isRepaired: false };
  const { messageType: _type, recipient: _recipient, ...others } = details ?? {};
  const isAddress = address !== undefined && isIP(address.replace(/^::ffff:/u, '')) !== 0;
  const isClient = ipAddress !== null && isIP(ipAddress.replace(/^::ffff:/u, '')) === 0;
  return {
    details: { ...others, ...inner },
    ipAddress: isAddress ? address : isClient ? null : ipAddress,
    userAgent: isClient ? ipAddress : userAgent,
    isRepaired: true,
  };
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !SECRET.test(name))
      .map(([name, inner]) => [name, withoutSecrets(inner)]),
  );
}
