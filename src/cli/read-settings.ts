import { readConfig } from '../config.ts';
import type { Config } from '../config.ts';
import type { LogLevel } from '../lib/log.ts';

/** The demo plant lies in Indonesia. */
export const DEMO_TIME_ZONE = 'Asia/Jakarta';

/** The settings as the environment (and the file of `--env-file`) gives them. */
export function readSettings(): Config {
  return readConfig(process.env);
}

/**
 * The settings of a demo: its own zone, and a quiet log unless one is asked for, since people read its output.
 *
 * @param overrides variables that this demo needs whatever the environment says; undefined removes one
 */
export function readDemoSettings(
  quietLevel: LogLevel,
  overrides: Readonly<Record<string, string | undefined>> = {},
): Config {
  const environment = {
    PLANTLINE_LOG_LEVEL: quietLevel,
    ...withoutEmpty(process.env),
    ...overrides,
  };
  return readConfig(environment, DEMO_TIME_ZONE);
}

function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value));
}
