import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '../../config.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const NODE_MAJOR_MIN = 24;
const MEGABYTE = 1_000_000;
/** SQLite, its log and the pictures need some room to go on at all. */
const DISK_FAIL_MB = 100;
const DISK_WARN_MB = 1_000;

/** Node, the data folder, room on its disk, and the key that everything secret is encrypted with. */
export async function checkMachine(config: Config): Promise<readonly Finding[]> {
  const folder = resolve(config.dataDir);
  return [checkNode(), await checkFolder(folder), await checkDisk(folder), await checkKey(config)];
}

function checkNode(): Finding {
  const { node } = process.versions;
  return Number.parseInt(node, 10) >= NODE_MAJOR_MIN
    ? ok('node', `Node ${node}`)
    : fail('node', `Node ${node} is too old: install Node ${NODE_MAJOR_MIN} or newer.`);
}

async function checkFolder(folder: string): Promise<Finding> {
  const refused = `${folder} may not be written by this user: change its owner or rights, or choose another folder with PLANTLINE_DATA_DIR.`;
  try {
    if (!(await exists(folder))) {
      await access(await nearestFolder(folder), constants.W_OK);
      return ok('folder', `The data folder ${folder} is not there yet; the first start makes it.`);
    }
    const probe = join(folder, `.doctor-${randomBytes(6).toString('hex')}`);
    await writeFile(probe, 'x', { flag: 'wx' });
    await rm(probe);
    return ok('folder', `The data folder ${folder} can be written`);
  } catch {
    return fail('folder', refused);
  }
}

async function checkDisk(folder: string): Promise<Finding> {
  try {
    const { bavail, bsize } = await statfs(await nearestFolder(folder));
    const freeMb = Math.floor((bavail * bsize) / MEGABYTE);
    const free = `${freeMb.toLocaleString('en')} MB free on the disk of the data folder`;
    if (freeMb < DISK_FAIL_MB) return fail('disk', `Only ${free}: make room.`);
    return freeMb < DISK_WARN_MB ? warn('disk', `Only ${free}: make room soon.`) : ok('disk', free);
  } catch {
    return warn('disk', 'This system does not say how much room its disk has.');
  }
}

async function checkKey({ secretKey, dataDir }: Config): Promise<Finding> {
  if (secretKey !== undefined) return ok('key', 'The key comes from PLANTLINE_SECRET_KEY');
  const path = resolve(dataDir, 'secret.key');
  const file = await stat(path).catch(() => undefined);
  if (!file) return ok('key', 'There is no key yet; the first start makes it.');
  const others = file.mode & 0o077;
  return others === 0 || process.platform === 'win32'
    ? ok('key', `The key ${path} is for its owner only`)
    : warn('key', `Others may read the key: run chmod 600 ${path}`);
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/** The folder itself, or what is there of the way to it. */
async function nearestFolder(folder: string): Promise<string> {
  if (await exists(folder)) return folder;
  const parent = dirname(folder);
  return parent === folder ? folder : await nearestFolder(parent);
}
