import { Curve, NOISE_MODE, aesDecryptGCM, aesEncryptGCM, hkdf, proto, sha256 } from 'baileys';
import { makeCertificateChain } from './certificate-chain.ts';

const NOTHING = Buffer.alloc(0);
/** `WA`, protocol 6, dictionary 3: what every client begins with. */
const PROLOGUE = Buffer.from([87, 65, 6, 3]);

/** The server's side of WhatsApp's Noise XX handshake (Curve25519, AES-256-GCM, SHA-256). */
export interface NoiseServer {
  /** Answers the first frame. */
  greet(frame: Uint8Array): Uint8Array;
  /** Reads the second frame; the two keys of the connection stand after it. */
  finish(frame: Uint8Array): proto.IClientPayload;
  seal(plaintext: Uint8Array): Uint8Array;
  open(ciphertext: Uint8Array): Buffer;
}

export function createNoiseServer(): NoiseServer {
  const mode = Buffer.from(NOISE_MODE);
  let hash: Buffer = mode.length === 32 ? mode : Buffer.from(sha256(mode));
  let salt = hash;
  let key = hash;
  let counter = 0;
  let ephemeral = Curve.generateKeyPair();
  let receiveKey = NOTHING;
  let sendKey = NOTHING;
  let received = 0;
  let sent = 0;
  mixHash(PROLOGUE);

  function mixHash(bytes: Uint8Array): void {
    hash = Buffer.from(sha256(Buffer.concat([hash, bytes])));
  }
  function mixKey(bytes: Uint8Array): void {
    const mixed = Buffer.from(hkdf(Buffer.from(bytes), 64, { salt, info: '' }));
    salt = mixed.subarray(0, 32);
    key = mixed.subarray(32);
    counter = 0;
  }
  function encrypt(plaintext: Uint8Array): Uint8Array {
    const ciphertext = aesEncryptGCM(plaintext, key, nonceOf(counter++), hash);
    mixHash(ciphertext);
    return ciphertext;
  }
  function decrypt(ciphertext: Uint8Array): Buffer {
    const plaintext = aesDecryptGCM(ciphertext, key, nonceOf(counter++), hash);
    mixHash(ciphertext);
    return Buffer.from(plaintext);
  }
  return {
    greet(frame) {
      const theirs = proto.HandshakeMessage.decode(frame).clientHello?.ephemeral ?? NOTHING;
      mixHash(theirs);
      ephemeral = Curve.generateKeyPair();
      const fixed = Curve.generateKeyPair();
      mixHash(ephemeral.public);
      mixKey(Curve.sharedKey(ephemeral.private, theirs));
      const sealedStatic = encrypt(fixed.public);
      mixKey(Curve.sharedKey(fixed.private, theirs));
      const payload = encrypt(makeCertificateChain(fixed.public));
      return proto.HandshakeMessage.encode({
        serverHello: { ephemeral: ephemeral.public, static: sealedStatic, payload },
      }).finish();
    },
    finish(frame) {
      const { clientFinish } = proto.HandshakeMessage.decode(frame);
      const theirs = decrypt(clientFinish?.static ?? NOTHING);
      mixKey(Curve.sharedKey(ephemeral.private, theirs));
      const payload = proto.ClientPayload.decode(decrypt(clientFinish?.payload ?? NOTHING));
      const keys = Buffer.from(hkdf(NOTHING, 64, { salt, info: '' }));
      receiveKey = keys.subarray(0, 32);
      sendKey = keys.subarray(32);
      return payload;
    },
    seal: (plaintext) => aesEncryptGCM(plaintext, sendKey, nonceOf(sent++), NOTHING),
    open: (ciphertext) =>
      Buffer.from(aesDecryptGCM(ciphertext, receiveKey, nonceOf(received++), NOTHING)),
  };
}

function nonceOf(count: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(count, 8);
  return nonce;
}
