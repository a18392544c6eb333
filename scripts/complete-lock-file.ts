/**
 * Adds to package-lock.json the builds for other platforms that npm leaves out when the registry it asks does not
 * serve them: without a line for each, `npm ci` refuses the whole file, on every platform. Run it after a change of
 * dependencies. Such a line has no checksum, since nobody here has seen the file; it is only used where it fits.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { listMissingBuilds } from './missing-builds.ts';
import type { LockFile } from './missing-builds.ts';

const FILE = 'package-lock.json';
const lock = JSON.parse(readFileSync(FILE, 'utf8')) as LockFile;
const missing = listMissingBuilds(lock);
const packages = Object.entries({ ...lock.packages, ...missing });
lock.packages = Object.fromEntries(packages.toSorted(([a], [b]) => a.localeCompare(b, 'en')));
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${Object.keys(missing).length} builds for other platforms added to ${FILE}`);
