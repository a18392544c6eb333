import { Command, InvalidArgumentError } from 'commander';
import type { Reply } from '../bot/index.ts';
import { paintChat } from './paint-chat.ts';
import { withProgress } from './with-progress.ts';

type Options = { from: string; wait: number; json?: true };
type Answer = { readonly messageId: string; readonly replies: readonly Reply[] };

const DEFAULT_FROM = '+6281200000001';
const DEFAULT_WAIT_SECONDS = 15;

/** `plantline ask`: one question on the command line, answered by the running Plantline or by a demo of its own. */
export function askCommand(): Command {
  return new Command('ask')
    .description('Ask as if by chat; with no Plantline running, an embedded demo plant answers')
    .argument('<text...>', 'the message, such as "u1 load"')
    .option('--from <phone>', 'who asks', DEFAULT_FROM)
    .option('--wait <seconds>', 'how long to wait for the answer', toSeconds, DEFAULT_WAIT_SECONDS)
    .option('--json', 'print the replies with their facts as JSON')
    .action(async (words: string[], options: Options) => {
      const answer = await withProgress('Asking', askAnywhere(words.join(' '), options));
      if (options.json) console.log(JSON.stringify(answer, null, 2));
      else for (const reply of answer.replies) printReply(reply);
      if (answer.replies.length === 0) {
        throw new Error(
          `There was no answer: it took over ${options.wait} s, or messages came too fast, or the contact is blocked.`,
        );
      }
    });
}

async function askAnywhere(text: string, { from, wait }: Options): Promise<Answer> {
  const { askRunning } = await import('./ask-running.ts');
  const running = await askRunning({ from, text }, wait);
  if (running) return running;
  console.error(
    'No Plantline is running here, so the demo plant answers. Its numbers are computed.',
  );
  const { askEmbedded } = await import('./ask-embedded.ts');
  return await askEmbedded({ from, text }, wait);
}

function printReply({ text, media }: Reply): void {
  console.log(paintChat(text));
  for (const { mimeType, url } of media) console.log(`[${mimeType}] ${url}`);
}

function toSeconds(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= 60) return seconds;
  throw new InvalidArgumentError('It must be a number of seconds up to 60.');
}
