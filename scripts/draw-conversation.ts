import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo } from './demo-process.ts';

/*
 * npm run picture: asks the demo plant and draws what was said as docs/conversation.svg, so that the picture in the
 * README is a conversation that took place.
 */

const QUESTIONS = [
  'u1 load',
  'unit 1',
  '= how long was unit 1 load above 500 MW yesterday?',
  '= berapa suhu uap utama unit 2 kemarin jam 3 sore?',
  'sumber?',
  'u2 laod',
];
const TARGET = 'docs/conversation.svg';

const WIDTH = 520;
const LINE_HEIGHT = 21;
const FONT_SIZE = 14.5;
/** Of the monospaced font, in ems: wide enough for every such font. */
const CHARACTER_WIDTH = FONT_SIZE * 0.615;
const PADDING = 12;
const GAP = 10;
const MARGIN = 16;
const LINE_MAX = Math.floor((WIDTH - 2 * (MARGIN + PADDING)) / CHARACTER_WIDTH);

interface Bubble {
  readonly isAsked: boolean;
  readonly lines: readonly string[];
}

const folder = mkdtempSync(join(tmpdir(), 'plantline-picture-'));
const demo = await startDemo(folder);
try {
  const bubbles = QUESTIONS.flatMap((text): Bubble[] => [
    { isAsked: true, lines: [text] },
    ...ask(text).map((reply) => ({ isAsked: false, lines: reply.split('\n').flatMap(wrapped) })),
  ]);
  writeFileSync(TARGET, draw(bubbles));
  console.log(`Drawn: ${TARGET}`);
} finally {
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
}

function ask(text: string): readonly string[] {
  const output = execFileSync(process.execPath, ['bin/plantline.js', 'ask', '--json', text], {
    env: {
      ...process.env,
      PLANTLINE_DATA_DIR: folder,
      PLANTLINE_PORT: new URL(demo.address).port,
    },
  });
  const answer = JSON.parse(output.toString()) as { replies: { text: string }[] };
  return answer.replies.map((reply) => reply.text);
}

/** A line that is too long as two and more, what is bold in it bold in each. */
function wrapped(line: string): readonly string[] {
  if (line.length <= LINE_MAX) return [line];
  const blank = line.lastIndexOf(' ', LINE_MAX);
  const at = blank > 0 ? blank : LINE_MAX;
  const isBold = line.slice(0, at).split('*').length % 2 === 0;
  const mark = isBold ? '*' : '';
  return [line.slice(0, at) + mark, ...wrapped(mark + line.slice(at).trimStart())];
}

function draw(bubbles: readonly Bubble[]): string {
  let y = MARGIN;
  const shapes = bubbles.map((bubble) => {
    const shape = drawBubble(bubble, y);
    y += bubble.lines.length * LINE_HEIGHT + PADDING * 2 + GAP;
    return shape;
  });
  const height = y - GAP + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="A conversation with the demo plant">`,
    `<rect width="${WIDTH}" height="${height}" rx="14" fill="#e9e4dc"/>`,
    `<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="${FONT_SIZE}" fill="#14212b" xml:space="preserve">`,
    ...shapes,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function drawBubble({ isAsked, lines }: Bubble, y: number): string {
  const longest = Math.max(...lines.map((line) => [...line.replaceAll('*', '')].length));
  const width = longest * CHARACTER_WIDTH + PADDING * 2;
  const height = lines.length * LINE_HEIGHT + PADDING * 2 - 6;
  const x = isAsked ? WIDTH - MARGIN - width : MARGIN;
  const texts = lines.map((line, index) => {
    const baseline = y + PADDING + (index + 1) * LINE_HEIGHT - 9;
    return `<text x="${(x + PADDING).toFixed(1)}" y="${baseline.toFixed(1)}">${markedUp(line)}</text>`;
  });
  const colour = isAsked ? '#d6f5c9' : '#ffffff';
  const box = `<rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${height}" rx="10" fill="${colour}"/>`;
  return [box, ...texts].join('\n');
}

/** WhatsApp's bold as bold. */
function markedUp(line: string): string {
  return line
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/\*([^*]+)\*/g, '<tspan font-weight="bold">$1</tspan>');
}
