import { AppError } from '#sdk';
import type { CheckStep } from '#sdk';
import { nothingReadable } from './opc-ua.errors.ts';
import type { OpcUaConfig } from './opc-ua.schema.ts';
import type { OpcUaTag } from './opc-ua-tag.ts';
import type { OpenSession, Progress } from './open-session.ts';
import { ATTRIBUTE, readAttributes } from './read-attributes.ts';
import { toReading } from './to-reading.ts';
import { toOpcUaError } from './to-opc-ua-error.ts';
import { authenticationOf } from './user-identity.ts';
import { walkAddressSpace } from './walk-address-space.ts';

/** CurrentTime of the ServerStatus. */
const SERVER_TIME = 'ns=0;i=2258';
/** Bit of an access level that says that the value may be written (OPC 10000-3, 8.57). */
const WRITE = 2;
/** Variables that are looked at for one that can be read, and for rights that nobody needs. */
const SAMPLE = 200;
/** Ages and "since" in replies are wrong by the difference of the clocks. */
const NOTABLE_SKEW_MS = 30_000;
const MAX_SKEW_MS = 5 * 60_000;

/** Which step an error is about while the session is being opened. */
const STEP_OF: Readonly<Record<string, CheckStep['name']>> = {
  'opcua.server_not_trusted': 'tls',
  'opcua.client_not_trusted': 'tls',
  'opcua.no_such_endpoint': 'tls',
  'opcua.bad_certificate_file': 'tls',
  'opcua.login_refused': 'login',
  'opcua.login_not_offered': 'login',
};

export type CheckParts = {
  readonly config: OpcUaConfig;
  readonly clock: () => Date;
  /** A session of the check's own, so that nothing that is open already hides a fault. */
  open(signal: AbortSignal, progress: Progress): Promise<OpenSession>;
};

/**
 * Goes from the network to a value, step by step: reach, tls, login, permission, rights, clock, read. Ends at the first
 * that fails. Never throws.
 */
export async function checkServer(
  { config, clock, open }: CheckParts,
  signal: AbortSignal,
): Promise<readonly CheckStep[]> {
  const steps: CheckStep[] = [];
  let current: CheckStep['name'] = 'reach';
  const pass = (name: CheckStep['name'], message: string, isWarning = false): void => {
    steps.push({ name, ok: true, message, ...(isWarning && { warning: true as const }) });
  };
  let session: OpenSession | undefined;
  try {
    session = await open(signal, (step, channel) => {
      if (step === 'reached') pass('reach', 'The OPC UA server answers.');
      if (step === 'trusted') pass('tls', ...securityMessage(config, channel));
      if (step === 'loggedIn') pass('login', loginMessage(config));
    });
    current = 'permission';
    const tags = await sampleTags(session, config, signal);
    if (tags.length === 0) throw nothingReadable();
    pass('permission', 'The account may browse the variables.');
    current = 'rights';
    pass('rights', ...(await rightsMessage(session, tags)));
    current = 'clock';
    const clockStep = await checkClock(session, clock);
    steps.push(clockStep);
    if (!clockStep.ok) return steps;
    current = 'read';
    pass('read', await readMessage(session, tags, clock()));
  } catch (error) {
    const known = toOpcUaError(error);
    const name = current === 'reach' ? stepOf(known, steps) : current;
    return [...before(name, steps), { name, ok: false, message: known.message }];
  } finally {
    await session?.close();
  }
  return steps;
}

function stepOf({ code }: AppError, steps: readonly CheckStep[]): CheckStep['name'] {
  const named = STEP_OF[code];
  if (named) return named;
  const order = ['reach', 'tls', 'login', 'permission'] as const;
  return order.find((name) => steps.every((step) => step.name !== name)) ?? 'permission';
}

/** What the failure proves to have worked before it. */
function before(name: CheckStep['name'], steps: readonly CheckStep[]): readonly CheckStep[] {
  if (name !== 'tls' || steps.length > 0) return steps;
  return [{ name: 'reach', ok: true, message: 'The OPC UA server answers.' }];
}

function securityMessage(config: OpcUaConfig, policy: string): [string, boolean] {
  const name = policy.replace(/^.*#/, '');
  if (config.securityMode === 'none') {
    return [
      'The connection is not secured: everybody on the way can read and change the values, and may read the password. Choose signAndEncrypt.',
      true,
    ];
  }
  if (config.trustAnyServerCertificate) {
    return [
      `Secured with ${name}, but any server certificate is trusted, as this source asks. Pin its thumbprint.`,
      true,
    ];
  }
  if (config.securityMode === 'sign') {
    return [`Signed with ${name}, not encrypted: values can be read on the way.`, true];
  }
  return [`Signed and encrypted with ${name}; the server’s certificate is trusted.`, false];
}

function loginMessage(config: OpcUaConfig): string {
  switch (authenticationOf(config)) {
    case 'anonymous':
      return 'Logged in anonymously.';
    case 'user':
      return 'The user and password were accepted.';
    case 'certificate':
      return 'The user certificate was accepted.';
  }
}

async function sampleTags(
  session: OpenSession,
  config: OpcUaConfig,
  signal: AbortSignal,
): Promise<readonly OpcUaTag[]> {
  const tags: OpcUaTag[] = [];
  const ask = <T>(question: (open: OpenSession) => Promise<T>): Promise<T> => question(session);
  for await (const page of walkAddressSpace(ask, config.rootNode, SAMPLE, signal)) {
    tags.push(...page);
  }
  return tags;
}

async function rightsMessage(
  session: OpenSession,
  tags: readonly OpcUaTag[],
): Promise<[string, boolean]> {
  const sample = tags.slice(0, SAMPLE);
  const wanted = sample.map(({ nodeId }) => ({
    nodeId,
    attributeId: ATTRIBUTE.userAccessLevel,
  }));
  const levels = await readAttributes(session, wanted, 1);
  const writable = levels.filter(({ value }) => (Number(value.value) & WRITE) !== 0).length;
  if (writable === 0) return ['The account may only read.', false];
  return [
    `The account could also write ${writable} of the ${sample.length} variables looked at. Plantline never writes; give it an account that can only read.`,
    true,
  ];
}

async function checkClock(session: OpenSession, clock: () => Date): Promise<CheckStep> {
  const sentMs = clock().getTime();
  const wanted = [{ nodeId: SERVER_TIME, attributeId: ATTRIBUTE.value }];
  const [answer] = await readAttributes(session, wanted, 1);
  const told: unknown = answer?.value.value;
  if (!(told instanceof Date)) {
    return { name: 'clock', ok: true, message: 'The server does not tell its time.' };
  }
  const skewMs = told.getTime() - (sentMs + clock().getTime()) / 2;
  const ok = Math.abs(skewMs) <= MAX_SKEW_MS;
  if (Math.abs(skewMs) <= NOTABLE_SKEW_MS) {
    return { name: 'clock', ok, message: 'The clocks agree.' };
  }
  const seconds = Math.round(Math.abs(skewMs) / 1_000);
  const ahead = skewMs > 0 ? 'ahead of' : 'behind';
  const message = `The server’s clock is ${seconds} s ${ahead} this machine’s: ages in replies are wrong by as much. Set both by NTP.`;
  return { name: 'clock', ok, message };
}

/** Of the first variables, one that has a value; that a list or an empty one comes first says nothing. */
async function readMessage(
  session: OpenSession,
  tags: readonly OpcUaTag[],
  now: Date,
): Promise<string> {
  const sample = tags.slice(0, SAMPLE);
  const wanted = sample.map(({ nodeId }) => ({ nodeId, attributeId: ATTRIBUTE.value }));
  const values = await readAttributes(session, wanted, 1);
  let firstError: AppError | undefined;
  let firstBad: string | undefined;
  for (const [place, tag] of sample.entries()) {
    const value = values[place];
    const reading = value && toReading(value, tag, now);
    if (reading instanceof AppError) firstError ??= reading;
    else if (reading?.value === null)
      firstBad ??= `${tag.tag.name} was read: ${reading.state?.name ?? 'bad value'}.`;
    else if (reading)
      return `${tag.tag.name} was read: ${reading.value} ${reading.unit ?? ''}`.trim() + '.';
  }
  if (firstBad !== undefined) return firstBad;
  throw firstError ?? nothingReadable();
}
