/**
 * Starts the demo from a fresh data folder, asks it over HTTP, and compares every number of the replies with what
 * the demo plant's own HTTP API says for that tag and instant. Then once more on the folder as it was left.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareFact } from './compare-fact.ts';
import type { Fact } from './compare-fact.ts';
import { startDemo } from './demo-process.ts';
import type { DemoProcess } from './demo-process.ts';

const ASKER = '+6281200000001';
const QUESTIONS = ['u1 load', 'unit 1', 'stack'];

type Reply = { readonly text: string; readonly facts: readonly Fact[] };

const folder = await mkdtemp(join(tmpdir(), 'plantline-smoke-'));
try {
  const first = await startDemo(folder);
  const password = await askAll(first);
  await first.stop();
  await assertGone(first);

  const second = await startDemo(folder);
  if (second.output().includes('Password')) throw new Error('A second start showed a password.');
  await askAll(second, password);
  await second.stop();
  console.log('The smoke test passed.');
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Logs in, with the password the demo printed unless one is given, and asks; returns the password. */
async function askAll(demo: DemoProcess, known?: string): Promise<string> {
  const password = known ?? /^Password\s+(\S+)/m.exec(demo.output())?.[1];
  if (password === undefined) throw new Error(`No password was printed:\n${demo.output()}`);
  await openPage(demo);
  const cookie = await logIn(demo, password);
  for (const text of QUESTIONS) {
    const replies = await ask(demo, cookie, text);
    const facts = replies.flatMap((reply) => reply.facts);
    if (facts.length === 0)
      throw new Error(`"${text}" was answered without facts: ${JSON.stringify(replies)}`);
    const wrong = (await Promise.all(facts.map((fact) => compareFact(demo.plantUrl, fact)))).filter(
      (problem) => problem !== undefined,
    );
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
    console.log(`"${text}": ${facts.length} facts, each as the demo plant says`);
  }
  return password;
}

/** The admin page and what it loads first: built when the demo starts, served by the same process. */
async function openPage(demo: DemoProcess): Promise<void> {
  const page = await (await fetch(`${demo.address}/`, { headers: { accept: 'text/html' } })).text();
  const parts = [...page.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map(([, path]) => path);
  if (parts.length === 0) throw new Error(`The admin page is not there:\n${page.slice(0, 500)}`);
  for (const path of parts) {
    const response = await fetch(`${demo.address}${path}`);
    if (!response.ok) throw new Error(`${path} of the admin page answered ${response.status}.`);
  }
  console.log(`The admin page: ${parts.length} files loaded first`);
}

async function logIn(demo: DemoProcess, password: string): Promise<string> {
  const response = await fetch(`${demo.address}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password }),
  });
  if (!response.ok) throw new Error(`Log-in failed: ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

async function ask(demo: DemoProcess, cookie: string, text: string): Promise<readonly Reply[]> {
  const response = await fetch(`${demo.address}/api/v1/simulator/messages?wait=15`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ from: ASKER, text }),
  });
  if (!response.ok) throw new Error(`"${text}": ${response.status} ${await response.text()}`);
  const { replies } = (await response.json()) as { replies: Reply[] };
  const texts = replies.map((reply) => reply.text).join('\n');
  if (texts === '' || /undefined|\[object|NaN|127\.0\.0\.1/.test(texts)) {
    throw new Error(`"${text}" was answered with: ${texts}`);
  }
  return replies;
}

/** After Ctrl-C neither Plantline nor its demo plant may be left behind. */
async function assertGone(demo: DemoProcess): Promise<void> {
  for (const url of [`${demo.address}/healthz`, demo.plantUrl]) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) throw new Error(`${url} still answers after the demo was stopped.`);
  }
}
