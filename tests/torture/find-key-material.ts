/** What libsignal prints of its sessions, and what a stored key looks like. */
const SIGNS = /privKey|rootKey|chainKey|ephemeralKeyPair|advSecretKey|noiseKey|Closing session/g;

/** Keys, and signs of keys, in what processes printed. */
export function findKeyMaterial(output: string, secrets: readonly string[]): readonly string[] {
  const signs = [...new Set(output.match(SIGNS))].map((sign) => `the output holds "${sign}"`);
  const held = secrets.filter((secret) => secret !== '' && output.includes(secret));
  return [...signs, ...held.map(() => 'the output holds a secret')];
}
