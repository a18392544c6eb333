import type { ServeProcess } from '../support/serve-process.ts';
import type { Asked, Crowd } from './crowd.ts';
import { questionText } from './questions.ts';

const PEOPLE = 6;
const TRIES = 20;
const GROUP = '120363000000000001@g.us';

/** People who ask by HTTP. Half of them wait for the answer; a third tries again until the question is taken. */
export function simulatorCrowd(): Crowd {
  const accepted: Asked[] = [];
  let count = 0;

  async function post(server: () => Promise<ServeProcess>, number: number, person: string) {
    const isInGroup = number % 5 === 0;
    const id = `q${number}`;
    const to = isInGroup ? GROUP : person;
    const message = {
      id,
      from: person,
      text: questionText(number),
      ...(isInGroup && { chat: GROUP, mentionsBot: true }),
    };
    try {
      const { post: send } = await server();
      const response = await send(message, number % 2 === 0 ? '?wait=3' : '');
      const body = (await response.json()) as { replies?: { text: string }[] };
      if (response.status !== 200 && response.status !== 202) {
        throw new Error(`The simulator's route answered ${response.status}.`);
      }
      accepted.push({ id, to, shown: body.replies?.[0]?.text });
      return true;
    } catch (error) {
      // `fetch` says with a TypeError that the server is gone; anything else is a defect.
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
      return false;
    }
  }

  async function askOn(
    signal: AbortSignal,
    server: () => Promise<ServeProcess>,
    person: string,
  ): Promise<void> {
    while (!signal.aborted) {
      count += 1;
      const number = count;
      // A network delivers again what it got no receipt for.
      const tries = number % 3 === 0 ? TRIES : 1;
      for (let left = tries; left > 0 && !(await post(server, number, person)); left -= 1);
    }
  }

  return {
    transport: 'simulator',
    link: async () => {},
    async askUntil(signal, server) {
      const people = Array.from({ length: PEOPLE }, (_, index) => `+6281290000${index}`);
      await Promise.all(people.map((person) => askOn(signal, server, person)));
    },
    accepted: () => accepted,
    isHandedOver: async () => true,
    arrivals: async () => undefined,
    hiddenRepeats: async () => 0,
    badMacs: async () => [],
  };
}
