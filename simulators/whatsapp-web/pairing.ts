import { randomBytes } from 'node:crypto';
import {
  aesDecryptCTR,
  aesDecryptGCM,
  aesEncryptCTR,
  type BinaryNode,
  Curve,
  derivePairingCodeKey,
  getBinaryNodeChild,
  hkdf,
  hmacSign,
  proto,
  S_WHATSAPP_NET,
} from 'baileys';
import { bytesOf, createAccount } from './account.ts';
import type { Connection } from './connection.ts';
import { toSeconds } from './seconds.ts';
import type { World } from './world.ts';

const REF_COUNT = 6;

/** Gives a client without an account what it makes its QR pictures of. */
export function offerPairing(connection: Connection): void {
  connection.refs = Array.from({ length: REF_COUNT }, () => randomBytes(24).toString('base64'));
  connection.send({
    tag: 'iq',
    attrs: { from: S_WHATSAPP_NET, type: 'set', id: 'pair-device', xmlns: 'md' },
    content: [
      {
        tag: 'pair-device',
        attrs: {},
        content: connection.refs.map((ref) => ({
          tag: 'ref',
          attrs: {},
          content: Buffer.from(ref),
        })),
      },
    ],
  });
}

export async function scanQr(world: World, qr: string): Promise<void> {
  const [ref, , identity, secret] = partsOfQr(qr);
  const connection = [...world.connections].find(({ refs }) => refs.includes(ref));
  if (connection === undefined || world.retiredSecrets.has(secret)) {
    throw new Error("Couldn't link the device: its code is no longer valid.");
  }
  await confirmPairing(world, connection, secret, Buffer.from(identity, 'base64'));
}

export function partsOfQr(qr: string): readonly [string, string, string, string] {
  const [ref = '', noise = '', identity = '', secret = ''] = (qr.split('#').at(-1) ?? '').split(
    ',',
  );
  return [ref, noise, identity, secret];
}

/** The client asks for a code, and then, once it was typed into the phone, proves that it knows it. */
export function pairByCode(
  world: World,
  connection: Connection,
  stage: BinaryNode,
): BinaryNode[] | undefined {
  if (stage.attrs['stage'] === 'companion_hello') {
    const ref = randomBytes(16);
    connection.codePairing = {
      wrappedEphemeral: bytesOf(stage, 'link_code_pairing_wrapped_companion_ephemeral_pub'),
      ref,
    };
    const content = [{ tag: 'link_code_pairing_ref', attrs: {}, content: ref }];
    return [{ tag: 'link_code_companion_reg', attrs: {}, content }];
  }
  const phone = connection.codePairing?.phone;
  if (phone === undefined) throw new Error('No code was entered yet.');
  const bundle = bytesOf(stage, 'link_code_pairing_wrapped_key_bundle');
  const identity = Buffer.from(bytesOf(stage, 'companion_identity_public'));
  const shared = Curve.sharedKey(phone.ephemeral.private, phone.companionEphemeral);
  const key = hkdf(shared, 32, {
    salt: Buffer.from(bundle.subarray(0, 32)),
    info: 'link_code_pairing_key_bundle_encryption_key',
  });
  const plain = aesDecryptGCM(bundle.subarray(44), key, bundle.subarray(32, 44), Buffer.alloc(0));
  const secretInput = Buffer.concat([
    shared,
    Curve.sharedKey(phone.identity.private, identity),
    plain.subarray(64),
  ]);
  const secret = Buffer.from(hkdf(secretInput, 32, { info: 'adv_secret' })).toString('base64');
  // After the answer to this very query: the client waits for that first.
  setImmediate(() => {
    confirmPairing(world, connection, secret, identity).catch(() => connection.drop());
  });
  return undefined;
}

export async function enterCode(world: World, code: string, signal: AbortSignal): Promise<void> {
  const connection = await asksForCode(world, signal);
  const pairing = connection.codePairing;
  if (pairing === undefined) throw new Error('No client asks for a code.');
  const wrapped = Buffer.from(pairing.wrappedEphemeral);
  const theirKey = await derivePairingCodeKey(code, wrapped.subarray(0, 32));
  const ephemeral = Curve.generateKeyPair();
  const identity = Curve.generateKeyPair();
  pairing.phone = {
    companionEphemeral: aesDecryptCTR(wrapped.subarray(48), theirKey, wrapped.subarray(32, 48)),
    ephemeral,
    identity,
  };
  const salt = randomBytes(32);
  const iv = randomBytes(16);
  const sealed = aesEncryptCTR(ephemeral.public, await derivePairingCodeKey(code, salt), iv);
  const part = (tag: string, content: Uint8Array): BinaryNode => ({ tag, attrs: {}, content });
  connection.send({
    tag: 'notification',
    attrs: {
      from: S_WHATSAPP_NET,
      type: 'link_code_companion_reg',
      id: 'code-entered',
      t: toSeconds(),
    },
    content: [
      {
        tag: 'link_code_companion_reg',
        attrs: { stage: 'primary_hello' },
        content: [
          part(
            'link_code_pairing_wrapped_primary_ephemeral_pub',
            Buffer.concat([salt, iv, sealed]),
          ),
          part('primary_identity_pub', identity.public),
          part('link_code_pairing_ref', pairing.ref),
        ],
      },
    ],
  });
}

async function asksForCode(world: World, signal: AbortSignal): Promise<Connection> {
  for (;;) {
    const found = [...world.connections].find(({ codePairing }) => codePairing !== undefined);
    if (found !== undefined) return found;
    await new Promise((resolve, reject) => {
      world.events.once('change', () => resolve(undefined));
      signal.addEventListener('abort', () => reject(new Error('No client asks for a code.')));
    });
  }
}

/** Signs the device's identity as the phone does, checks its own signature, and has it log in. */
async function confirmPairing(
  world: World,
  connection: Connection,
  secret: string,
  identity: Buffer,
): Promise<void> {
  if (connection.registration === undefined) throw new Error('This client has an account already.');
  const device = 7 + world.pairings;
  const account = Curve.generateKeyPair();
  const details = proto.ADVDeviceIdentity.encode({
    rawId: 1,
    timestamp: Number(toSeconds()),
    keyIndex: 1,
  }).finish();
  const accountSignature = Curve.sign(
    account.private,
    Buffer.concat([Buffer.from([6, 0]), details, identity]),
  );
  const signed = proto.ADVSignedDeviceIdentity.encode({
    details,
    accountSignatureKey: account.public,
    accountSignature,
  }).finish();
  const answer = await connection.ask({
    tag: 'iq',
    attrs: { from: S_WHATSAPP_NET, type: 'set', id: 'pair-success', xmlns: 'md' },
    content: [
      {
        tag: 'pair-success',
        attrs: {},
        content: [
          {
            tag: 'device-identity',
            attrs: {},
            content: proto.ADVSignedDeviceIdentityHMAC.encode({
              details: signed,
              hmac: hmacSign(signed, Buffer.from(secret, 'base64')),
            }).finish(),
          },
          { tag: 'platform', attrs: { name: 'android' } },
          {
            tag: 'device',
            attrs: {
              jid: `${world.phone}:${device}@s.whatsapp.net`,
              lid: `${world.lid}:${device}@lid`,
            },
          },
        ],
      },
    ],
  });
  const theirs = proto.ADVSignedDeviceIdentity.decode(
    bytesOf(getBinaryNodeChild(answer, 'pair-device-sign'), 'device-identity'),
  );
  const { deviceSignature } = theirs;
  const said = Buffer.concat([Buffer.from([6, 1]), details, identity, account.public]);
  if (!deviceSignature || !Curve.verify(identity, said, deviceSignature)) {
    throw new Error('The device signed its identity wrongly.');
  }
  world.account = createAccount(device, identity, connection.registration);
  world.pairings += 1;
  world.queue.clear();
  world.events.emit('change');
  connection.send({ tag: 'stream:error', attrs: { code: '515' } });
  connection.end();
}
