/** A process of its own that keeps messages as fast as it can and says each id once it was told that it is kept. */
import { migrate, openDatabase } from '../../src/db/index.ts';

const [url = '', run = ''] = process.argv.slice(2);
const db = await openDatabase(url);
await migrate(db);

async function keepMessages(worker: number): Promise<never> {
  for (let count = 0; ; count += 1) {
    const id = `${run}-${worker}-${count}`;
    await db.write(async (tx) => {
      await tx.insertInto('messages').values({ id, type: 'chat', content: id }).execute();
      await tx
        .insertInto('outgoing_messages')
        .values({ recipient: `+62${worker}`, message: id, in_reply_to: id })
        .execute();
    });
    process.stdout.write(`${id}\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, (_, worker) => keepMessages(worker)));
