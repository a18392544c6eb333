import { AppError } from '../app-error.ts';
import type { CheckStep } from '../data-source.ts';
import type { Clock } from '../tools.ts';
import type { SqlDriver, WriteRights } from './sql-driver.ts';
import { sqlServerTrouble } from './sql.errors.ts';

const NOTABLE_SKEW_MS = 60_000;

/** Which step an error of connecting is about; any other is about reaching the server. */
const STEP_OF: Readonly<Record<string, CheckStep['name']>> = {
  'sql.tls': 'tls',
  'sql.ca_file': 'tls',
  'sql.needs_host_name': 'tls',
  'sql.login_refused': 'login',
  'sql.too_many_connections': 'login',
  'sql.no_database': 'permission',
  'sql.permission': 'permission',
};

/** Errors of the settings, found before anything was sent: they prove nothing. */
const NOTHING_SENT = new Set(['sql.ca_file', 'sql.needs_host_name']);

/**
 * Goes from the network to a row, step by step: reach, tls, login, permission, rights, clock, read. Ends at the first
 * that fails. Never throws.
 *
 * @param probe asks the way every question is asked
 */
export async function checkSql<Connection>(
  driver: SqlDriver<Connection>,
  { clock, probe }: { readonly clock: Clock; readonly probe: () => Promise<unknown> },
  signal: AbortSignal,
): Promise<readonly CheckStep[]> {
  const steps: CheckStep[] = [];
  let current: CheckStep['name'] = 'reach';
  let connection: Connection | undefined;
  const pass = (message: string, warning?: true): void => {
    steps.push({ name: current, ok: true, message, ...(warning && { warning }) });
  };
  try {
    connection = await driver.open(signal);
    const { product, tls, user } = await driver.greet(connection);
    pass(`${product} answers.`);
    if (tls) {
      current = 'tls';
      pass(tls.message, tls.warning);
    }
    if (user !== undefined) {
      current = 'login';
      pass(`Logged in as ${user}.`);
    }
    current = 'permission';
    const readable = await driver.countReadable(connection);
    pass(readableText(readable), readable === 0 || undefined);
    current = 'rights';
    const rights = await driver.findWriteRights(connection);
    pass(rightsText(rights), rights.found.length > 0 || undefined);
    if (driver.readClockMs) {
      current = 'clock';
      const sentMs = clock().getTime();
      const serverMs = await driver.readClockMs(connection);
      const skewMs = serverMs - (sentMs + clock().getTime()) / 2;
      pass(clockText(skewMs), Math.abs(skewMs) > NOTABLE_SKEW_MS || undefined);
    }
    current = 'read';
    await probe();
    pass('A query was answered.');
  } catch (thrown) {
    const error = asAppError(thrown, driver);
    const name = current === 'reach' ? stepOf(error) : current;
    if (steps.length === 0 && !NOTHING_SENT.has(error.code)) steps.push(...provenBy(name));
    steps.push({ name, ok: false, message: error.message });
  } finally {
    if (connection !== undefined) {
      await (signal.aborted ? driver.cancel(connection) : driver.close(connection)).catch(
        () => undefined,
      );
    }
  }
  return steps;
}

/** A plugin may have errors of its own about a log-in. */
function stepOf({ code, kind }: AppError): CheckStep['name'] {
  return STEP_OF[code] ?? (kind === 'unauthenticated' ? 'login' : 'reach');
}

/** What the failure of connecting proves to have worked before it. */
function provenBy(failed: CheckStep['name']): readonly CheckStep[] {
  if (failed === 'reach') return [];
  const reached: CheckStep = { name: 'reach', ok: true, message: 'The server answers.' };
  if (failed !== 'permission') return [reached];
  return [reached, { name: 'login', ok: true, message: 'The log-in was accepted.' }];
}

function asAppError<Connection>(error: unknown, driver: SqlDriver<Connection>): AppError {
  if (error instanceof AppError) return error;
  const told = driver.toError(error);
  return told instanceof AppError ? told : sqlServerTrouble('it did not say what', error);
}

function readableText(tables: number): string {
  if (tables === 0) return 'The account sees no table here. GRANT SELECT on those it is to read.';
  return `The account may read ${tables === 1 ? 'one table or view' : `${tables} tables and views`}.`;
}

function rightsText({ found, statements, note }: WriteRights): string {
  if (found.length === 0) return note ?? 'The account can only read.';
  const what = `The account can do more than read: ${found.join('; ')}. Plantline never uses that, but an account that can only read is safer.`;
  if (statements.length === 0) return what;
  return `${what} To make one, an administrator runs:\n${statements.join('\n')}`;
}

function clockText(skewMs: number): string {
  if (Math.abs(skewMs) <= NOTABLE_SKEW_MS) return 'The clocks agree.';
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const ahead = skewMs > 0 ? 'ahead of' : 'behind';
  return `The database’s clock is ${seconds} s ${ahead} this machine’s, so “the last hour” means another hour there. Set both by NTP.`;
}
