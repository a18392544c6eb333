import { styleText } from 'node:util';
import { Command } from 'commander';
import type { App } from '../app.ts';
import type { DemoPlant } from '../demo/start-demo-plant.ts';
import type { DemoAdmin } from './demo-store.ts';
import { paintChat } from './paint-chat.ts';
import { readDemoSettings } from './read-settings.ts';
import { withProgress } from './with-progress.ts';

/**
 * What a first look should show: a value, a group, a picture, a question in plain words in each language, and where its
 * number comes from. No more than one person may ask at once.
 */
const CONVERSATION = [
  'u1 load',
  'unit 1',
  'trend u1 load 8h',
  '= how long was unit 1 load above 500 MW yesterday?',
  '= berapa suhu uap utama unit 2 kemarin jam 3 sore?',
  'sumber?',
];
/** The first picture of a process takes a moment. */
const WAIT_MS = 30_000;
const NAME_WIDTH = 11;

/** `plantline demo`: everything at once, with a plant of its own, and a look at it in the terminal. */
export function demoCommand(): Command {
  return new Command('demo')
    .description(
      'Try Plantline: a demo plant, seeded triggers, a short conversation; runs until Ctrl-C',
    )
    .action(runDemo);
}

async function runDemo(): Promise<void> {
  const config = readDemoSettings('warn');
  const { startDemoPlant } = await import('../demo/start-demo-plant.ts');
  const plantStarting = startDemoPlant(config.piSimulatorPort);
  // Read while the plant starts on another core; `runOn` then finds it at hand.
  const [plant] = await withProgress(
    'Starting the demo plant',
    Promise.all([plantStarting, import('../app.ts'), import('./demo-store.ts')]),
  );
  try {
    await runOn(plant, config);
  } finally {
    await plant.stop();
  }
}

async function runOn(plant: DemoPlant, config: ReturnType<typeof readDemoSettings>): Promise<void> {
  const { createApp } = await import('../app.ts');
  const { createLog } = await import('../lib/log.ts');
  const { DEMO_CONTACTS } = await import('../demo/seed-demo.ts');
  const { prepareDemoStore } = await import('./demo-store.ts');
  const { stopInTime, waitForStopSignal } = await import('../main.ts');
  const log = createLog(config.logLevel);
  const stopSignal = waitForStopSignal();

  const admin = await prepareDemoStore(config, plant.baseUrl);
  // It runs already, and is stopped by who started it.
  const startDemoPlant = async () => ({ ...plant, stop: async () => {} });
  const app = await createApp({ config, log, clock: () => new Date(), startDemoPlant });
  let untold = admin;
  try {
    await app.start();
    for (const text of CONVERSATION) await printExchange(app, DEMO_CONTACTS.tour, text);
    console.log(`Plantline   ${app.address()}`);
    console.log(`Demo plant  ${plant.baseUrl}   user demo, password demo`);
    if (admin) printAdmin(admin);
    untold = undefined;
    console.log('\nAsk it from another terminal:  npx plantline ask "u2 load"');
    console.log('Stop it with Ctrl-C.');
    await stopSignal;
    console.log('\nStopping.');
  } finally {
    // Nobody could find the password out later, so it is told even when the start failed.
    if (untold) printAdmin(untold);
    await stopInTime(app, log);
  }
}

async function printExchange(app: App, from: string, text: string): Promise<void> {
  printMessage('You', text);
  const { replies } = await app.receive({ from, text }, WAIT_MS);
  for (const reply of replies) {
    const pictures = reply.media.map(({ fileName, mimeType }) => `[${fileName ?? mimeType}]`);
    printMessage('Plantline', [reply.text, ...pictures].filter(Boolean).join('\n'));
  }
  console.log();
}

function printMessage(who: string, text: string): void {
  const [first = '', ...rest] = paintChat(text).split('\n');
  console.log(styleText('cyan', who.padEnd(NAME_WIDTH), { stream: process.stdout }) + first);
  for (const line of rest) console.log(line && ' '.repeat(NAME_WIDTH) + line);
}

function printAdmin({ username, password }: DemoAdmin): void {
  console.log(`User        ${username}`);
  if (password === undefined) console.log('Password    as in PLANTLINE_ADMIN_PASSWORD');
  else console.log(`Password    ${password}   (shown only now)`);
}
