import { Curve, proto } from 'baileys';
import { makeRootKey } from './root-key.ts';

const { NoiseCertificate } = proto.CertChain;

/** What the server shows in the handshake: a leaf signed by an intermediate, signed by the root. Made at every call. */
export function makeCertificateChain(leafKey: Uint8Array): Uint8Array {
  const intermediate = Curve.generateKeyPair();
  const sign = (privateKey: Uint8Array, details: proto.CertChain.NoiseCertificate.IDetails) => {
    const bytes = NoiseCertificate.Details.encode(details).finish();
    return { details: bytes, signature: Curve.sign(privateKey, bytes) };
  };
  return proto.CertChain.encode({
    intermediate: sign(makeRootKey().private, {
      serial: 1,
      issuerSerial: 0,
      key: intermediate.public,
    }),
    leaf: sign(intermediate.private, { serial: 2, issuerSerial: 1, key: leafKey }),
  }).finish();
}
