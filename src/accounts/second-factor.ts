import type { Change } from '../audit/index.ts';
import { type Executor, type Reader, takeTurns } from '../db/index.ts';
import type { Actor } from '../lib/http/index.ts';
import type { SecretBox } from '../lib/secrets.ts';
import { codeWrong, secondFactorNotBegun, secondFactorOff, secondFactorOn } from './auth.errors.ts';
import { logInTurn } from './log-in-turn.ts';
import { hashRecoveryCode, makeRecoveryCodes } from './recovery-codes.ts';
import { secondFactorContext } from './reencrypt-second-factors.ts';
import {
  type KeptSecondFactor,
  findSecondFactor,
  saveSecondFactor,
} from './second-factor.repository.ts';
import { findTotpStep, makeTotpSecret } from './totp.ts';
import { userNotFound } from './users.errors.ts';

type Named = { readonly id: string; readonly username: string };

/** A code that was found right, to be spent in the transaction of what it allows. */
export type RightCode = { readonly step: number } | { readonly recoveryHash: string };

const NONE: KeptSecondFactor = { secret: null, since: null, step: null, recoveryCodes: [] };

/** Codes of an authenticator app beside the password, and recovery codes for when the app is lost. */
export type SecondFactors = ReturnType<typeof createSecondFactors>;

export function createSecondFactors({
  change,
  secrets,
  clock,
  read,
}: {
  readonly change: Change;
  readonly secrets: SecretBox;
  readonly clock: () => Date;
  readonly read: Reader;
}) {
  async function stepOf(userId: string, kept: KeptSecondFactor, code: string) {
    if (kept.secret === null) return undefined;
    const secret = secrets.decrypt(kept.secret, secondFactorContext(userId));
    return await findTotpStep(secret, code, kept.step, clock());
  }

  /** What a typed code is good for; undefined when it is wrong or was used before. */
  async function checkCode(userId: string, code: string): Promise<RightCode | undefined> {
    const kept = await findSecondFactor(read, userId);
    if (!kept?.since) return undefined;
    const recoveryHash = hashRecoveryCode(code);
    if (recoveryHash !== undefined && kept.recoveryCodes.includes(recoveryHash)) {
      return { recoveryHash };
    }
    const step = await stepOf(userId, kept, code);
    return step === undefined ? undefined : { step };
  }

  /** Uses a code up; false when another log-in did so first. In the user's log-in turn. */
  async function spendCode(tx: Executor, userId: string, code: RightCode): Promise<boolean> {
    const kept = await findSecondFactor(tx, userId);
    if (!kept?.since) return false;
    if ('step' in code) {
      if (kept.step !== null && kept.step >= code.step) return false;
      await saveSecondFactor(tx, userId, { ...kept, step: code.step });
      return true;
    }
    const left = kept.recoveryCodes.filter((hash) => hash !== code.recoveryHash);
    if (left.length === kept.recoveryCodes.length) return false;
    await saveSecondFactor(tx, userId, { ...kept, recoveryCodes: left });
    return true;
  }

  /** Makes a secret for the app; it counts for nothing until a code was confirmed. */
  async function begin(actor: Actor, { id, username }: Named) {
    const made = await makeTotpSecret(username);
    const secret = secrets.encrypt(made.secret, secondFactorContext(id));
    await change(actor, async (tx) => {
      const kept = await turnOf(tx, { id, username });
      if (kept.since) throw secondFactorOn();
      await saveSecondFactor(tx, id, { ...NONE, secret });
      return { result: undefined, action: 'auth.second_factor_begun', details: { id } };
    });
    return made;
  }

  /** Turns the factor on with the first code of the app; returns the recovery codes, which nobody can be shown again. */
  async function confirm(actor: Actor, { id, username }: Named, code: string) {
    const seen = await findSecondFactor(read, id);
    if (seen?.since) throw secondFactorOn();
    if (!seen?.secret) throw secondFactorNotBegun();
    const step = await stepOf(id, seen, code);
    if (step === undefined) throw codeWrong();
    const codes = makeRecoveryCodes();
    const recoveryCodes = codes.map((one) => hashRecoveryCode(one) ?? '');
    await change(actor, async (tx, since) => {
      const kept = await turnOf(tx, { id, username });
      if (kept.since || kept.secret !== seen.secret) throw secondFactorNotBegun();
      await saveSecondFactor(tx, id, { secret: kept.secret, since, step, recoveryCodes });
      return { result: undefined, action: 'auth.second_factor_on', details: { id } };
    });
    return codes;
  }

  /** @throws AppError `auth.second_factor_off`, `users.not_found` */
  async function remove(actor: Actor, { id, username }: Named): Promise<void> {
    await change(actor, async (tx) => {
      const kept = await turnOf(tx, { id, username });
      if (!kept.since) throw secondFactorOff();
      await saveSecondFactor(tx, id, NONE);
      const details = { id, username };
      return { result: undefined, action: 'auth.second_factor_removed', details };
    });
  }

  async function turnOf(tx: Executor, { id, username }: Named): Promise<KeptSecondFactor> {
    await takeTurns(tx, logInTurn(username));
    const kept = await findSecondFactor(tx, id);
    if (!kept) throw userNotFound();
    return kept;
  }

  return { checkCode, spendCode, begin, confirm, remove };
}
