import { parentPort, workerData } from 'node:worker_threads';
import { compare } from 'bcryptjs';

/* The thread of `isBcryptOf`: checks one password and ends. */
const { password, passwordHash } = workerData as { password: string; passwordHash: string };
parentPort?.postMessage(await compare(password, passwordHash), []);
