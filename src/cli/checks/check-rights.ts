import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Config } from '../../config.ts';
import { type Finding, ok, warn } from './finding.ts';

/** Of a file's mode: what its group and everybody else may do. */
const OTHERS = 0o077;

/** Whether other accounts of this machine can read messages and phone numbers, which are not encrypted. */
export async function checkRights({ dataDir, databaseUrl }: Config): Promise<readonly Finding[]> {
  // Windows has rights of another kind, which a mode does not show.
  if (process.platform === 'win32') return [];
  const folder = resolve(dataDir);
  const path = /^sqlite:(?!:)(.+)/u.exec(databaseUrl)?.[1];
  const file = path === undefined ? undefined : resolve(path);
  const modes = await Promise.all([modeOf(folder), modeOf(file), modeOf(file && dirname(file))]);
  const [ofFolder, ofFile, aroundFile] = modes.map((mode) => (mode ?? 0) & OTHERS);
  const commands = [
    ...(ofFolder ? [`chmod 700 ${folder}`] : []),
    // In a folder that is closed to them, others cannot reach it.
    ...(ofFile && aroundFile ? [`chmod 600 ${file}`] : []),
  ];
  if (commands.length > 0) {
    const what = `Others on this machine may read what Plantline keeps: run ${commands.join(' and ')}`;
    return [warn('rights', what)];
  }
  return modes[0] === undefined ? [] : [ok('rights', 'What Plantline keeps is for its owner only')];
}

async function modeOf(path: string | undefined): Promise<number | undefined> {
  if (path === undefined) return undefined;
  return (await stat(path).catch(() => undefined))?.mode;
}
