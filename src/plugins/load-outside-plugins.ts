import { existsSync, readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { AppError, type DataSourcePlugin } from '#sdk';
import { configSchemaOf } from '../lib/plugin-config/index.ts';
import { VERSION } from '../lib/version.ts';
import { pluginUnusable } from './plugins.errors.ts';

/** What came of the packages that PLANTLINE_PLUGINS names. */
export type OutsidePlugins = {
  readonly dataSources: readonly DataSourcePlugin[];
  /** One for each that cannot be used, naming it. */
  readonly problems: readonly AppError[];
};

/** A package that waits for something while it is loaded must not keep Plantline from starting. */
const LOAD_WITHIN_MS = 10_000;
/** Plantline's own code, which finds what it imports by itself. */
const OWN_CODE = new URL('../', import.meta.url).href;

const Shape = z.looseObject({
  kind: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  title: z.string().min(1),
  capabilities: z.array(
    z.enum(['search', 'read', 'history', 'summary', 'query', 'browse', 'subscribe']),
  ),
  config: z.custom<z.ZodType>(
    (value) => typeof value === 'object' && value !== null && 'safeParse' in value,
    'must be a Zod schema',
  ),
  connect: z.custom<DataSourcePlugin['connect']>(
    (value) => typeof value === 'function',
    'must be a function',
  ),
});

const Package = z.looseObject({
  version: z.string().optional(),
  main: z.string().optional(),
  exports: z.unknown().optional(),
  peerDependencies: z.record(z.string(), z.string()).optional(),
});

/**
 * Loads data sources from packages of others, each by its name in `<data>/plugins/node_modules` or beside Plantline, or
 * by its absolute path. One that cannot be used keeps neither the others nor the start from working. Never throws.
 *
 * @param shipped what this build has already: their kinds are taken
 */
export async function loadOutsidePlugins(
  names: readonly string[],
  dataDir: string,
  shipped: readonly DataSourcePlugin[],
): Promise<OutsidePlugins> {
  const dataSources: DataSourcePlugin[] = [];
  const problems: AppError[] = [];
  if (names.length > 0) shareSdk();
  for (const name of names) {
    try {
      const plugin = await load(name, dataDir);
      if ([...shipped, ...dataSources].some(({ kind }) => kind === plugin.kind)) {
        throw pluginUnusable(name, `is of the kind "${plugin.kind}", which is there already`);
      }
      dataSources.push(plugin);
    } catch (error) {
      const problem = 'failed when it was loaded; the log says more';
      problems.push(error instanceof AppError ? error : pluginUnusable(name, problem, error));
    }
  }
  return { dataSources, problems };
}

async function load(name: string, dataDir: string): Promise<DataSourcePlugin> {
  const folder = folderOf(name, dataDir);
  const about = readPackage(name, folder);
  const wanted = about.peerDependencies?.['plantline'];
  if (wanted !== undefined && !isMadeFor(wanted)) {
    throw pluginUnusable(name, `was made for Plantline ${wanted}, and this is ${VERSION}`);
  }
  const entry = pathToFileURL(join(folder, entryOf(about))).href;
  const module = await inTime(name, import(entry) as Promise<Record<string, unknown>>);
  const parsed = Shape.safeParse(module['plugin'] ?? module['default']);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') || 'it';
    const what = `exports no data source as "plugin" or by default: ${where} ${issue?.message ?? 'is wrong'}`;
    throw pluginUnusable(name, what);
  }
  const plugin: DataSourcePlugin = {
    ...parsed.data,
    ...(about.version !== undefined && { version: about.version }),
  };
  try {
    configSchemaOf(plugin);
  } catch (error) {
    throw pluginUnusable(name, 'has settings that no form can be made of', error);
  }
  return plugin;
}

function folderOf(name: string, dataDir: string): string {
  const places = isAbsolute(name)
    ? [name]
    : [
        join(dataDir, 'plugins', 'node_modules', name),
        ...(createRequire(import.meta.url).resolve.paths(name) ?? []).map((at) => join(at, name)),
      ];
  const found = places.find((place) => existsSync(join(place, 'package.json')));
  if (found === undefined) {
    throw pluginUnusable(
      name,
      isAbsolute(name)
        ? 'has no package.json there'
        : `cannot be found: install it with npm --prefix ${join(dataDir, 'plugins')} install`,
    );
  }
  return found;
}

function readPackage(name: string, folder: string): z.output<typeof Package> {
  try {
    return Package.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  } catch (error) {
    throw pluginUnusable(name, 'has a package.json that cannot be read', error);
  }
}

/** Where a package begins, as Node would find it for an import. */
function entryOf({ exports, main }: z.output<typeof Package>): string {
  let target: unknown = exports;
  while (typeof target === 'object' && target !== null) {
    const conditions = target as Readonly<Record<string, unknown>>;
    target =
      conditions['.'] ?? conditions['import'] ?? conditions['node'] ?? conditions['default'] ?? '';
  }
  return typeof target === 'string' && target !== '' ? target : (main ?? 'index.js');
}

/** Whether a range such as `^0.1.0` or `1.x` names this version's major number, and its minor one while that is 0. */
function isMadeFor(range: string): boolean {
  const [, major, minor] = /(\d+)(?:\.(\d+))?/.exec(range) ?? [];
  const [ownMajor, ownMinor] = VERSION.split('.');
  if (major === undefined || range.trim().startsWith('>')) return true;
  return major === ownMajor && (major !== '0' || minor === undefined || minor === ownMinor);
}

async function inTime<T>(name: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(pluginUnusable(name, 'was not loaded within ten seconds')),
      LOAD_WITHIN_MS,
    );
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

let isShared = false;

/**
 * Whoever outside imports `plantline/sdk` gets the one that runs, wherever the package lies: an error of another copy
 * would be none of ours. A package that brings no Zod gets ours too.
 */
function shareSdk(): void {
  if (isShared) return;
  isShared = true;
  registerHooks({
    resolve(specifier, context, next) {
      const { parentURL } = context;
      const isOurs = parentURL === undefined || parentURL.startsWith(OWN_CODE);
      if (isOurs) return next(specifier, context);
      const own = { ...context, parentURL: import.meta.url };
      if (/^plantline(?:\/|$)/.test(specifier)) return next(specifier, own);
      if (!/^zod(?:\/|$)/.test(specifier)) return next(specifier, context);
      try {
        return next(specifier, context);
      } catch {
        return next(specifier, own);
      }
    },
  });
}
