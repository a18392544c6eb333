import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';

const PKCS8_X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex');

/**
 * The key at the root of this server's certificates. It is made from a phrase that anybody may read, the same in every
 * process, so that a client in another process can be told to trust it; it proves nothing, and must not.
 */
export function makeRootKey(): { private: Uint8Array; public: Uint8Array } {
  const seed = createHash('sha256').update('the root of a pretended WhatsApp').digest();
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8_X25519, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return { private: seed, public: spki.subarray(-32) };
}
