import { sql } from 'kysely';
import type { Db } from '../db/index.ts';

/** So many messages of a span of time ended the same way after the same time. */
export type MessageTally = {
  readonly status: string;
  /** It was answered with an apology: something broke, or no source it asked had an answer. */
  readonly isFailed: boolean;
  /** From their arrival to the writing of their answer; null while they wait. */
  readonly answerMs: number | null;
  readonly count: number;
};

/** What another program wrote into the column may be no JSON at all. */
const FAILED_IN_SQLITE = sql`(
  CASE WHEN json_valid(metadata) THEN metadata ->> '$.outcome.rule' END = 'failed'
  OR (metadata LIKE '%"ok":false%' AND metadata NOT LIKE '%"ok":true%')
)`;
const FAILED_IN_POSTGRES = sql`(
  metadata #>> '{outcome,rule}' = 'failed'
  OR (
    metadata #> '{outcome,calls}' @> '[{"ok": false}]'
    AND NOT metadata #> '{outcome,calls}' @> '[{"ok": true}]'
  )
)`;

/**
 * Counts the messages that arrived from `from` up to but not including `to`. By the index of their arrival: it takes
 * as long as there are messages in that span, however many there are in all.
 */
export async function tallyMessages(
  db: Db,
  from: Date,
  to: Date,
): Promise<readonly MessageTally[]> {
  const isSqlite = db.engine === 'sqlite';
  const elapsedMs = isSqlite
    ? sql`(julianday(processed_at) - julianday(created_at)) * 86400000`
    : sql`extract(epoch FROM processed_at - created_at) * 1000`;
  const rows = await db.read
    .selectFrom('messages')
    .select([
      'status',
      sql<number>`CASE WHEN ${isSqlite ? FAILED_IN_SQLITE : FAILED_IN_POSTGRES} THEN 1 ELSE 0 END`.as(
        'is_failed',
      ),
      sql<number | null>`CAST(round(${elapsedMs}) AS BIGINT)`.as('answer_ms'),
    ])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('created_at', '>=', from)
    .where('created_at', '<', to)
    .groupBy(['status', 'is_failed', 'answer_ms'])
    .execute();
  return rows.map((row) => ({
    status: row.status,
    isFailed: row.is_failed === 1,
    answerMs: row.answer_ms === null ? null : Math.max(0, row.answer_ms),
    count: row.count,
  }));
}
