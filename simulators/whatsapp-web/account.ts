import type { BinaryNode } from 'baileys';
import { getBinaryNodeChild, getBinaryNodeChildren, type proto } from 'baileys';

export interface PublicKey {
  readonly id: number;
  readonly key: Uint8Array;
}

/** The linked device as the server knows it: its public keys. */
export interface Account {
  /** Another number at every pairing, as with WhatsApp. */
  readonly device: number;
  readonly identity: Uint8Array;
  readonly registrationId: number;
  signedPreKey: PublicKey & { readonly signature: Uint8Array };
  preKeys: PublicKey[];
  /** The device took in the history, here an empty one. */
  hasHistory: boolean;
}

export function createAccount(
  device: number,
  identity: Uint8Array,
  registration: proto.ClientPayload.IDevicePairingRegistrationData,
): Account {
  const { eRegid, eSkeyId, eSkeyVal, eSkeySig } = registration;
  if (!eRegid || !eSkeyId || !eSkeyVal || !eSkeySig)
    throw new Error('The registration has no keys.');
  return {
    device,
    identity,
    registrationId: toNumber(eRegid),
    signedPreKey: { id: toNumber(eSkeyId), key: eSkeyVal, signature: eSkeySig },
    preKeys: [],
    hasHistory: false,
  };
}

export function addPreKeys(account: Account, node: BinaryNode): void {
  for (const key of getBinaryNodeChildren(getBinaryNodeChild(node, 'list'), 'key')) {
    const { id, value } = readKey(key);
    if (!account.preKeys.some((known) => known.id === id)) account.preKeys.push({ id, key: value });
  }
  const signed = getBinaryNodeChild(node, 'skey');
  if (signed !== undefined) setSignedPreKey(account, signed);
}

export function setSignedPreKey(account: Account, node: BinaryNode): void {
  const { id, value } = readKey(node);
  account.signedPreKey = { id, key: value, signature: bytesOf(node, 'signature') };
}

export function readKey(node: BinaryNode): { id: number; value: Uint8Array } {
  return { id: toNumber(bytesOf(node, 'id')), value: bytesOf(node, 'value') };
}

export function bytesOf(node: BinaryNode | undefined, tag: string): Uint8Array {
  const content = getBinaryNodeChild(node, tag)?.content;
  if (!(content instanceof Uint8Array)) throw new Error(`A stanza lacks ${tag}.`);
  return content;
}

export function toNumber(bytes: Uint8Array): number {
  return bytes.reduce((number, byte) => number * 256 + byte, 0);
}
