import { expect, test } from 'vitest';
import { followLink } from './follow-link.ts';
import type { RunningPlantline } from './running-plantline.ts';
import { showLink } from './show-link.ts';

const DEVICE = {
  kind: 'whatsapp-web',
  title: 'WhatsApp',
  isReady: false,
  detail: 'Waits for a phone.',
  phase: 'linking',
  needsAdmin: false,
  account: null as { phone: string | null; id: string | null } | null,
  reconnects: 0,
  isSetUp: true,
};
type Device = Partial<typeof DEVICE> & { readonly reason?: string };

const NO_CODE = { qr: null, pairingCode: null, expiresAt: null };
const QR = { ...NO_CODE, qr: '2@abc,def', expiresAt: '2026-11-28T02:00:20.000Z' };
const TYPED = { ...NO_CODE, pairingCode: 'ABCD-EFGH' };
const READY = { phase: 'ready', isReady: true, account: { phone: '+6281200000009', id: null } };

/** A Plantline whose device goes through these states, one at every look. */
function plantline(looks: readonly { readonly device: Device; readonly code?: object }[]) {
  const asked: string[] = [];
  let at = -1;
  const running: Pick<RunningPlantline, 'call'> = {
    async call<T>(path: string, { body }: { readonly body?: object }): Promise<T> {
      if (path === '/whatsapp/status') at = Math.min(at + 1, looks.length - 1);
      else if (path !== '/whatsapp/qr') asked.push(`${path} ${JSON.stringify(body)}`);
      const look = looks[at];
      const status = { notice: 'Not official.', transports: [{ ...DEVICE, ...look?.device }] };
      return (path === '/whatsapp/qr' ? (look?.code ?? NO_CODE) : status) as T;
    },
  };
  return { running, asked };
}

/** What followed, and what was printed meanwhile. */
async function follow(
  looks: Parameters<typeof plantline>[0],
  { phone, isJson = true }: { readonly phone?: string; readonly isJson?: boolean } = {},
) {
  const { running, asked } = plantline(looks);
  const printed = { out: '', err: '' };
  const screen = (to: keyof typeof printed) => ({
    isTTY: false,
    rows: 24,
    write: (text: string | Uint8Array) => {
      printed[to] += String(text);
      return true;
    },
  });
  const show = showLink({ isJson, out: screen('out'), err: screen('err') });
  const error = await followLink({ running, phone, show, lookEveryMs: 1 }).catch(
    (cause: unknown) => (cause as Error).message,
  );
  return { error, asked, ...printed };
}

test('each code is printed once, and the end of it when the phone is linked', async () => {
  const { error, out, err, asked } = await follow([
    { device: { phase: 'off' } },
    { device: {}, code: NO_CODE },
    { device: {}, code: QR },
    { device: {}, code: QR },
    { device: { phase: 'connecting' } },
    { device: READY },
  ]);
  expect(error).toBeUndefined();
  expect(
    out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([QR, { linked: true, phone: '+6281200000009' }]);
  expect(err).toBe('Not official.\n');
  expect(asked).toEqual(['/whatsapp/connect {}']);
});

test('with a phone number the letters to type are shown', async () => {
  const phone = '+6281200000009';
  const { out, asked } = await follow(
    [{ device: { phase: 'off' } }, { device: {}, code: TYPED }, { device: READY }],
    { phone, isJson: false },
  );
  expect(out).toContain('\n    ABCD-EFGH\n');
  expect(out.trimEnd().endsWith(`WhatsApp is linked to ${phone}.`)).toBe(true);
  expect(asked).toEqual([`/whatsapp/connect {"phone":"${phone}"}`]);
});

test('a code that ran out is one plain line', async () => {
  const { error } = await follow([
    { device: { phase: 'off' } },
    { device: {}, code: QR },
    { device: { phase: 'stopped', reason: 'qr_expired', detail: 'Over.' } },
  ]);
  expect(error).toBe('The code ran out before a phone took it: run "plantline link" again.');
});

test('what WhatsApp refuses is told in its words', async () => {
  const { error } = await follow([
    { device: { phase: 'off' } },
    { device: {} },
    { device: { phase: 'stopped', reason: 'banned', detail: 'The number is banned.' } },
  ]);
  expect(error).toBe('The phone was not linked: The number is banned.');
});

test('a device that is linked already is left alone', async () => {
  const { out, asked } = await follow([{ device: READY }]);
  expect(JSON.parse(out)).toEqual({ linked: true, phone: '+6281200000009' });
  expect(asked).toEqual([]);
});

test('a build that cannot link a device says so', async () => {
  const { error } = await follow([{ device: { kind: 'simulator' } }]);
  expect(error).toBe('This Plantline cannot link a device: it was built without that.');
});

test('Ctrl-C stops the linking itself too, so that no code is left open', async () => {
  const looks = [{ device: { phase: 'off' } }, { device: {}, code: QR }];
  const { running, asked } = plantline(looks);
  const seen = Promise.withResolvers<void>();
  const show = { notice() {}, code: () => seen.resolve(), linked() {}, end() {} };
  const following = followLink({ running, phone: undefined, show, lookEveryMs: 60_000 });
  await seen.promise;
  process.emit('SIGINT');
  await expect(following).rejects.toThrow('Linking was stopped.');
  expect(asked).toEqual(['/whatsapp/connect {}', '/whatsapp/disconnect {}']);
});
