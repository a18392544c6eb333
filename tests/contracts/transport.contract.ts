import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError, isRetryable } from '#sdk';
import type { OutgoingContent, OutgoingFile, OutgoingPart, TransportPlugin } from '#sdk';
import { memoryTransportStore } from '../support/memory-transport-store.ts';
import { openTransport, type OpenTransport } from './open-transport.ts';
import type { Shown, TransportLack, TransportNetwork } from './transport-network.ts';

export interface TransportContract {
  /** What is tested, for the report. */
  readonly name: string;
  readonly plugin: TransportPlugin;
  /** A server that speaks the wire, and the people on it. */
  start(): Promise<TransportNetwork>;
  /** What cannot be tested on it; everything else must be there. */
  readonly lacks?: readonly TransportLack[];
}

const WITHIN_MS = 15_000;
const SEND_WITHIN_MS = 40_000;
const INTERNAL = /127\.0\.0\.1|localhost|wss?:\/\/|https?:\/\/|ECONN|[Ee]rror:|\bat .*\.[jt]s\b/;
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/**
 * What every transport keeps to, whatever network it speaks to: the same questions, over its real wire, against a
 * server of that network. What a network has no function for is not tested, and must be named in `lacks`.
 */
export function transportContract(contract: TransportContract): void {
  describe(`${contract.name} keeps the contract of a transport`, { timeout: 60_000 }, () => {
    const store = memoryTransportStore();
    let handlesBefore: number;
    let network: TransportNetwork;
    let open: OpenTransport;
    let count = 0;

    beforeAll(async () => {
      handlesBefore = openHandles();
      network = await contract.start();
      open = await openTransport(contract.plugin, network, store);
      await isReady();
    }, 60_000);

    afterAll(async () => {
      await open.transport.close();
      await network.close();
    });

    function lacks(lack: TransportLack, ...functions: readonly unknown[]): boolean {
      const isLacking = contract.lacks?.includes(lack) ?? false;
      if (!isLacking) for (const each of functions) expect(each, lack).toBeDefined();
      return isLacking;
    }

    async function isReady(): Promise<void> {
      await until(() => expect(open.transport.status()).toMatchObject({ isReady: true }));
    }

    function partOf(content: OutgoingContent, more: Partial<OutgoingPart> = {}): OutgoingPart {
      count += 1;
      const own = { key: `${count}.0`, chat: network.person, isAlarm: false, isInDoubt: false };
      return { ...own, content, ...more };
    }

    function text(words: string, more?: Partial<OutgoingPart>): OutgoingPart {
      return partOf({ kind: 'text', text: words }, more);
    }

    async function send(part: OutgoingPart, ms = SEND_WITHIN_MS): Promise<string> {
      return (await open.transport.send(part, AbortSignal.timeout(ms))).providerId;
    }

    /** What a send that must fail says; it names no secret and no address of ours. */
    async function failureOf(part: OutgoingPart, ms?: number): Promise<AppError> {
      const error: unknown = await send(part, ms).then(
        (id) => new Error(`it was sent as ${id}`),
        (thrown: unknown) => thrown,
      );
      if (!(error instanceof AppError)) throw error;
      const shown = `${error.message} ${JSON.stringify(error.details)}`;
      expect(shown).not.toMatch(INTERNAL);
      for (const secret of network.secrets()) expect(shown).not.toContain(secret);
      expect(error.code).toMatch(/^[a-z_]+\.[a-z_]+$/);
      return error;
    }

    async function shown(isIt: (message: Shown) => boolean): Promise<Shown> {
      return await until(async () => {
        const found = (await network.phone?.())?.find(isIt);
        if (!found) throw new Error('The phone does not show it.');
        return found;
      });
    }

    async function heard(words: string) {
      return await until(() => {
        const found = open.heard.find((message) => message.text === words);
        if (!found) throw new Error(`"${words}" was not heard.`);
        return found;
      });
    }

    describe('what people write', () => {
      test('a text is heard once, with who wrote it, where and when', async () => {
        const before = Date.now();
        await network.say('u1 load');
        const message = await heard('u1 load');
        expect(message).toMatchObject({ chat: network.person, sender: network.person });
        expect(message.id).not.toBe('');
        expect(message.attachment).toBeUndefined();
        expect(message.mentionsBot).toBe(true);
        // A network may count in whole seconds.
        expect(message.sentAt.getTime()).toBeGreaterThan(before - 1_500);
        expect(message.sentAt.getTime()).toBeLessThan(Date.now() + 1_500);
      });

      test('the same message told twice has the same id, and another one another', async () => {
        const id = await network.say('told twice');
        await heard('told twice');
        await network.repeat(id);
        await network.say('told afterwards');
        const next = await heard('told afterwards');
        const ids = open.heard.filter((each) => each.text === 'told twice').map(({ id: of }) => of);
        expect(new Set(ids).size).toBe(1);
        expect(ids).not.toContain(next.id);
      });

      test('letters of every script, emoji and line breaks come as they were written', async () => {
        const written = 'Beban unit 1?\n½ °C · ≥ 5 % 😀👍🏽 مرحبا “q”';
        await network.say(written);
        expect((await heard(written)).text).toBe(written);
      });

      test('what cannot be kept is told again until it is', async () => {
        open.refuse(1);
        await network.say('kept at last');
        await heard('kept at last');
      });

      test('a picture is heard as one, with its caption', async () => {
        if (lacks('pictures', network.sendPicture)) return;
        await network.sendPicture?.('look at this');
        expect((await heard('look at this')).attachment).toBe('picture');
      });

      test('in a group it is told whether the bot is meant', async () => {
        if (lacks('groups', network.sayInGroup)) return;
        expect(open.transport.capabilities.groups).toBe(true);
        await network.sayInGroup?.('among ourselves', false);
        await network.sayInGroup?.('u2 load', true);
        const meant = await until(() => {
          const found = open.heard.find((message) => message.text.includes('u2 load'));
          if (!found) throw new Error('It was not heard.');
          return found;
        });
        expect(meant.mentionsBot).toBe(true);
        expect(meant.chat).toMatch(/@g\.us$/);
        expect(meant.sender).toBe(network.person);
        const other = open.heard.find((message) => message.text === 'among ourselves');
        expect(other?.mentionsBot ?? false).toBe(false);
        const answer = await send(text('answer to the group', { chat: meant.chat }));
        expect(answer).not.toBe('');
      });

      test('that a message was seen is shown as well as it goes, and never fails', async () => {
        await network.say('seen?');
        await open.transport.acknowledge?.(await heard('seen?'));
      });
    });

    describe('what is sent', () => {
      test('a text arrives as it is, and the network’s id of it is told', async () => {
        const words = '*612,4 MW* – 14.32.05 WIB\n⚠ naïve 😀 <b>&amp;</b>';
        const id = await send(text(words));
        expect(id).not.toBe('');
        if (lacks('phone', network.phone)) return;
        expect(await shown((each) => each.id === id)).toMatchObject({ kind: 'text', text: words });
      });

      test('a picture arrives byte for byte, with its caption', async () => {
        if (!('image/png' in open.transport.capabilities.media)) return;
        const file = fileOf('image/png', 'trend.png', PIXEL);
        const id = await send(partOf({ kind: 'picture', file, caption: 'U1 load, 8 h' }));
        if (lacks('phone', network.phone)) return;
        const arrived = await shown((each) => each.id === id);
        expect(arrived).toMatchObject({ kind: 'picture', text: 'U1 load, 8 h' });
        expect(Buffer.from(arrived.bytes ?? []).equals(PIXEL)).toBe(true);
      });

      test('a table arrives as a file with its name', async () => {
        if (!('text/csv' in open.transport.capabilities.media)) return;
        const bytes = Buffer.from('tag,value\nU1_LOAD_NET,612.4\n');
        const file = fileOf('text/csv', 'unit 1.csv', bytes);
        const id = await send(partOf({ kind: 'document', file, caption: '' }));
        if (lacks('phone', network.phone)) return;
        const arrived = await shown((each) => each.id === id);
        expect(arrived).toMatchObject({ kind: 'document', fileName: 'unit 1.csv' });
        expect(Buffer.from(arrived.bytes ?? []).equals(bytes)).toBe(true);
      });

      test('choices can be tapped where there are buttons, and read everywhere', async () => {
        const words = 'Did you mean\n1. u1 load\n2. u2 load';
        const choices = [
          { label: 'u1 load', say: '1' },
          { label: 'u2 load', say: '2' },
        ];
        const id = await send(partOf({ kind: 'text', text: words, choices }));
        if (lacks('phone', network.phone)) return;
        const arrived = await shown((each) => each.id === id);
        expect(arrived.text).toContain('Did you mean');
        if (!open.transport.capabilities.choices) return expect(arrived.text).toBe(words);
        expect(arrived.labels).toEqual(['u1 load', 'u2 load']);
        if (lacks('taps', network.tap)) return;
        await network.tap?.(arrived, 'u2 load');
        expect((await heard('2')).sender).toBe(network.person);
      });

      test('an answer shows the question it answers', async () => {
        if (!open.transport.capabilities.quotes) return;
        const id = await network.say('which question?');
        const question = await heard('which question?');
        const replyTo = { id: question.id, sender: question.sender, text: question.text };
        const sent = await send(text('this one', { replyTo }));
        if (lacks('phone', network.phone)) return;
        expect((await shown((each) => each.id === sent)).about).toBe(id);
      });

      test('an answer to a question that the network does not know any more is sent all the same', async () => {
        if (!open.transport.capabilities.quotes) return;
        const question = await until(() => open.heard.at(-1) ?? Promise.reject(new Error('none')));
        const gone = `${question.id.slice(0, -4)}0000`;
        const replyTo = { id: gone, sender: network.person, text: 'deleted meanwhile' };
        expect(await send(text('answered all the same', { replyTo }))).not.toBe('');
      });

      test('a reaction is shown at its message', async () => {
        if (!open.transport.capabilities.reactions) return;
        const id = await network.say('react to this');
        const to = (await heard('react to this')).id;
        await send(partOf({ kind: 'reaction', to, emoji: '👍' }));
        if (lacks('phone', network.phone)) return;
        expect(await shown((each) => each.kind === 'reaction')).toMatchObject({
          text: '👍',
          about: id,
        });
      });

      test('what a person thinks of a message is told by its key, and is no question', async () => {
        if (lacks('feedback', network.react)) return;
        const part = text('what do you think of it?');
        const id = await send(part);
        const before = open.heard.length;
        for (const emoji of ['👍🏽', null]) {
          await network.react?.(id, emoji);
          await until(() =>
            expect(open.reactions.at(-1)).toMatchObject({
              key: part.key,
              sender: network.person,
              emoji,
            }),
          );
        }
        await network.react?.('no-such-message', '👍');
        await network.say('said after the reactions');
        await heard('said after the reactions');
        expect(open.reactions).toHaveLength(2);
        expect(open.heard).toHaveLength(before + 1);
      });

      test('a part that is sent once more is shown once, or counted as sent twice', async () => {
        const part = text('once or counted');
        await send(part);
        await send({ ...part, isInDoubt: true, isAlarm: true });
        if (lacks('phone', network.phone, network.repeats)) return;
        const arrived = (await network.phone?.())?.filter(
          (each) => each.text === 'once or counted',
        );
        expect(arrived?.length).toBeGreaterThan(0);
        const repeated = (await network.repeats?.()) ?? 0;
        expect(repeated).toBeGreaterThanOrEqual((arrived?.length ?? 0) - 1);
      });

      test('what arrives after it was handed over is told by its key', async () => {
        if (!open.transport.capabilities.receipts) return;
        const part = text('has it arrived?');
        const id = await send(part);
        await shown((each) => each.id === id);
        await network.readAll?.();
        const statesOf = () =>
          open.reports.filter(({ key }) => key === part.key).map(({ state }) => state);
        await until(() =>
          expect(statesOf()).toEqual(expect.arrayContaining(['delivered', 'read'])),
        );
        expect(statesOf()).not.toContain('failed');
        const [first] = statesOf().filter((state) => state !== 'sent');
        expect(first).toBe('delivered');
      });

      test('as long a text as it promises goes through, and no longer one', async () => {
        const { textMax } = open.transport.capabilities;
        const longest = 'x'.repeat(textMax);
        const id = await send(text(longest));
        if (!lacks('phone', network.phone)) {
          expect((await shown((each) => each.id === id)).text).toHaveLength(textMax);
        }
        if (lacks('limits')) return;
        expect(isRetryable(await failureOf(text(`${longest}y`)))).toBe(false);
      });

      test('an address that is not on the network is given up with a plain reason', async () => {
        if (lacks('strangers', network.stranger)) return;
        const error = await failureOf(text('anybody?', { chat: network.stranger ?? '' }));
        expect(isRetryable(error)).toBe(false);
        expect(error.message).toMatch(/^[A-Z+].*\.$/s);
        await isReady();
      });
    });

    describe('when the network is in trouble', () => {
      test('a send ends with its signal when nothing is answered, and may be tried again', async () => {
        if (lacks('silence', network.silence, network.back)) return;
        await network.silence?.();
        const startedAt = performance.now();
        const part = text('said into silence');
        const error = await failureOf(part, 500);
        expect(isRetryable(error)).toBe(true);
        expect(performance.now() - startedAt).toBeLessThan(5_000);
        await network.back?.();
        await isReady();
        await send({ ...part, isInDoubt: true });
        await shown((each) => each.text === 'said into silence');
      });

      test('a signal that is over already sends nothing', async () => {
        const part = text('never sent');
        const failed: unknown = await open.transport
          .send(part, AbortSignal.abort())
          .catch((error: unknown) => error);
        expect(isRetryable(failed), String(failed)).toBe(true);
        // That somebody lost patience says nothing about the network.
        expect(open.transport.status().isReady).toBe(true);
        if (lacks('phone', network.phone)) return;
        await send(text('sent after it'));
        await shown((each) => each.text === 'sent after it');
        const texts = (await network.phone?.())?.map((each) => each.text);
        expect(texts).not.toContain('never sent');
      });

      test('a network that is gone is told, sends may be tried again, and it heals by itself', async () => {
        if (lacks('away', network.away, network.back)) return;
        const before = open.statusChanges();
        await network.away?.();
        if (!lacks('connection')) {
          await until(() => expect(open.transport.status().isReady).toBe(false));
          expect(open.statusChanges()).toBeGreaterThan(before);
        }
        const part = text('waits for the network');
        expect(isRetryable(await failureOf(part))).toBe(true);
        const { detail, needsAdmin } = open.transport.status();
        expect(detail).toMatch(/\S/);
        expect(detail).not.toMatch(INTERNAL);
        expect(needsAdmin ?? false).toBe(false);
        await open.transport.acknowledge?.(
          open.heard.at(-1) ?? expect.fail('nothing was heard before'),
        );
        await network.back?.();
        await isReady();
        await send(part);
        await shown((each) => each.text === 'waits for the network');
        await network.say('heard after it');
        await heard('heard after it');
      });

      test('one that is opened anew goes on where it was, without anybody doing anything', async () => {
        await open.transport.close();
        const before = open;
        open = await openTransport(contract.plugin, network, store);
        await isReady();
        expect(open.transport.capabilities).toEqual(before.transport.capabilities);
        await network.say('who is there?');
        await heard('who is there?');
        expect(await send(text('the same as before'))).not.toBe('');
        expect(before.heard.map(({ text: of }) => of)).not.toContain('who is there?');
      });
    });

    describe('at the end', () => {
      test('every phone could read what it was sent', async () => {
        expect((await network.unreadable?.()) ?? []).toEqual([]);
      });

      test('no line of its log holds a secret', () => {
        for (const line of open.logged) {
          for (const secret of network.secrets()) expect(line).not.toContain(secret);
        }
      });

      test('once closed it sends nothing, may be closed again, and leaves nothing open', async () => {
        await open.transport.close();
        await open.transport.close();
        await failureOf(text('after the end'));
        expect(open.transport.status().isReady).toBe(false);
        await network.close();
        await until(() => expect(openHandles()).toBeLessThanOrEqual(handlesBefore));
      });
    });
  });
}

function fileOf(mimeType: string, fileName: string, bytes: Uint8Array): OutgoingFile {
  return { mimeType, fileName, sizeBytes: bytes.length, read: async () => bytes };
}

/** Sockets and processes of this one. */
function openHandles(): number {
  return process
    .getActiveResourcesInfo()
    .filter((kind) => /^(TCP|Process|Pipe)/.test(kind) && kind !== 'PipeWrap').length;
}

/** Tries until it does not throw: what a network does reaches us a moment later. */
async function until<T>(attempt: () => T | Promise<T>): Promise<T> {
  const endsAt = Date.now() + WITHIN_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > endsAt) throw error;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}
