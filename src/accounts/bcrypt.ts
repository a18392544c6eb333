import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** `$2a$`, `$2b$` and `$2y$` mean the same for what has no NUL in it. */
const BCRYPT = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/u;
/** One more step takes twice as long; beyond this, checking a password takes the machine for seconds. */
const HIGHEST_COST = 14;
/** 22 characters of salt and 31 of a hash that no password has. */
const NOBODY = '......................nobodynobodynobodynobodynobodyn';

/** The cost of a bcrypt hash; undefined for any other text, and for one that would take too long to check. */
export function costOfBcrypt(text: string | undefined): number | undefined {
  const cost = Number(BCRYPT.exec(text ?? '')?.[1] ?? Number.NaN);
  return cost <= HIGHEST_COST ? cost : undefined;
}

/** The highest cost among kinds such as `$2b$10$`; undefined without any that is checked. */
export function highestCost(kinds: readonly string[]): number | undefined {
  const costs = kinds
    .map((kind) => costOfBcrypt(kind + NOBODY))
    .filter((cost) => cost !== undefined);
  return costs.length === 0 ? undefined : Math.max(...costs);
}

/**
 * Whether a password is that of an imported hash. In a thread of its own, which ends with it: bcryptjs computes for
 * tenths of a second, and the process must go on answering meanwhile.
 *
 * @param passwordHash absent: as much work is done for nothing, at this cost
 */
export async function isBcryptOf(
  passwordHash: string | undefined,
  password: string,
  cost = 10,
): Promise<boolean> {
  const text = passwordHash ?? `$2b$${String(cost).padStart(2, '0')}$${NOBODY}`;
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const worker = new Worker(new URL(`./bcrypt.worker.${extension}`, import.meta.url), {
    workerData: { password, passwordHash: text },
  });
  const [isRight] = (await once(worker, 'message')) as [unknown];
  return passwordHash !== undefined && isRight === true;
}
