/**
 * npm run eval: questions in plain words to a whole Plantline over the demo plant, each reply held against what the
 * plant's own HTTP API says. Ends with exit code 1 when a goal is missed.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { fillQuestion } from './judge/fill-question.ts';
import { judgeReply } from './judge/judge-reply.ts';
import { createPlantClient } from './plant/plant-client.ts';
import { type Plantline, startPlantline } from './plantline.ts';
import { type Question, readQuestions } from './read-questions.ts';
import { type Judged, describe, goalsOf, tableOf } from './report.ts';
import { siteAt } from './truth/site.ts';

const PREFIX = '= ';
const IN_FLIGHT = 3;
const KEEP_EVERY = 20;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    kind: { type: 'string' },
    json: { type: 'string' },
    path: { type: 'string', default: 'built-in' },
    /** Shows every question that did not go well, not only the wrong ones. */
    all: { type: 'boolean', default: false },
  },
});

const questions = (await readQuestions()).filter(
  ({ kind, messages, id }) =>
    (values.kind === undefined || kind === values.kind) &&
    (values.only === undefined || id === values.only || messages.join('\n').includes(values.only)),
);
if (questions.length === 0) throw new Error('No question is of that kind or has that text.');

const modelFile = process.env['PLANTLINE_EVAL_MODEL'];
if (values.path === 'model' && modelFile === undefined) {
  console.error('Set PLANTLINE_EVAL_MODEL to a JSON file that describes the model.');
  process.exit(1);
}

const plantline = await startPlantline();
const judged: Judged[] = [];
const skipped: string[] = [];
try {
  if (values.path === 'model' && modelFile !== undefined) {
    const model = JSON.parse(await readFile(modelFile, 'utf8')) as object;
    await plantline.call('POST', '/ai-models', model);
  }
  const plant = createPlantClient(plantline.plantUrl);
  const waiting = [...questions];
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const one = await examine(plantline, next);
        if (one) judged.push(one);
        // A run that is stopped leaves what it has found.
        if (values.json !== undefined && judged.length % KEEP_EVERY === 0) await keep(values.json);
        if (process.stderr.isTTY) process.stderr.write(`\r${judged.length}/${questions.length} `);
      }
    }),
  );

  async function examine(to: Plantline, question: Question): Promise<Judged | undefined> {
    try {
      const site = siteAt(plant, Date.now());
      const messages = await Promise.all(
        question.messages.map(
          async (text) => PREFIX + (await fillQuestion(text, question.language, site)),
        ),
      );
      const reply = await to.ask(messages, question.from);
      // Judged as of the moment the last message was sent.
      const judgement = await judgeReply(
        question,
        messages.join('\n'),
        reply,
        siteAt(plant, reply.askedAt),
      );
      return { question, messages, reply, judgement };
    } catch (error) {
      skipped.push(`${question.id} ${question.messages.at(-1)?.slice(0, 80)}: ${String(error)}`);
      return undefined;
    }
  }
} finally {
  await plantline.stop();
}

const heldOut = judged.filter(({ question }) => question.isHeldOut);
const shown = judged.filter(({ judgement }) =>
  values.all ? !judgement.isGood || judgement.flagged.length > 0 : judgement.outcome === 'wrong',
);
for (const each of shown) console.log(describe(each));
const flagged = judged.filter(({ judgement }) => judgement.flagged.length > 0).length;
for (const line of skipped) console.log(`not judged: ${line}`);
console.log(`\n${tableOf(judged).join('\n')}`);
console.log(`\nheld out:\n${tableOf(heldOut).slice(-3).join('\n')}`);
console.log(`\n${flagged} replies have numbers to look at (--all shows them).\n`);
const goals = goalsOf(judged);
for (const goal of [
  ...goals,
  ...goalsOf(heldOut).map((each) => ({ ...each, what: `held out, ${each.what}` })),
]) {
  console.log(`${goal.isMet ? 'met   ' : 'missed'}  ${goal.what}: ${goal.measured}`);
}
if (values.json !== undefined) await keep(values.json);
if (skipped.length > 0 || goals.some(({ isMet }) => !isMet)) process.exitCode = 1;

async function keep(path: string): Promise<void> {
  await writeFile(path, JSON.stringify(judged, undefined, 2));
}
