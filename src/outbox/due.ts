import { type RawBuilder, sql } from 'kysely';
import { type Executor, type ValueOf, isPostgres } from '../db/index.ts';

export type DueValues = {
  transport: string;
  now: Date;
  /** Recipients that must rest, as JSON. */
  resting: unknown;
  limit: number;
};

/** The type of what is drawn for a text before it. */
export const PICTURE_TYPE = 'picture';

/**
 * What of one transport may be sent now, the most urgent first and in the order written.
 *
 * Nobody is sent two messages at a time, so that they arrive in the order they were written: a recipient with a
 * claimed message waits, and one whose message is to be tried again gets nothing written later before it, unless
 * that is more urgent. Pictures are a line of their own: a text never waits for one, and one waits for the texts that
 * were written before it. What waits for the person to write holds up nothing. Statuses are literals, because only then
 * are the small partial indexes used. On PostgreSQL `OFFSET 0` keeps the conditions from being joined with all that
 * waits: only the first few rows are looked at, in the order of the index.
 *
 * @param only `heads`: of each recipient the first alone
 */
export function selectDue(
  db: Pick<Executor, 'selectFrom' | 'getExecutor'>,
  value: ValueOf<DueValues>,
  only: 'heads' | 'any',
) {
  const due = db
    .selectFrom('outgoing_messages as due')
    .where('due.status', '=', sql.lit('pending'))
    .where('due.transport', '=', value('transport'))
    .where('due.is_waiting_for_person', '=', no(db))
    .where('due.due_at', '<=', value('now'))
    .where((row) =>
      row.or([row('due.expires_at', 'is', null), row('due.expires_at', '>', value('now'))]),
    )
    .where(notResting(db, value('resting')))
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('outgoing_messages as claimed')
            .select('claimed.id')
            .where('claimed.status', '=', sql.lit('sending'))
            .whereRef('claimed.recipient', '=', 'due.recipient')
            .whereRef('claimed.transport', '=', 'due.transport')
            .where(holdsUpWhileSent('claimed', 'due'))
            .$if(isPostgres(db), (query) => query.offset(sql.lit(0))),
        ),
      ),
    )
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('outgoing_messages as earlier')
            .select('earlier.id')
            .where('earlier.status', '=', sql.lit('pending'))
            .where('earlier.retry_count', '>', sql.lit(0))
            .where('earlier.due_at', '>', value('now'))
            .where('earlier.is_waiting_for_person', '=', no(db))
            .whereRef('earlier.recipient', '=', 'due.recipient')
            .where(isSameTransport('earlier'))
            .whereRef('earlier.id', '<', 'due.id')
            .whereRef('earlier.priority', '>=', 'due.priority')
            .where(holdsUp('earlier', 'due'))
            .$if(isPostgres(db), (query) => query.offset(sql.lit(0))),
        ),
      ),
    )
    .orderBy('due.priority', 'desc')
    .orderBy('due.id')
    .limit(value('limit'));
  return due.where((row) =>
    row.not(
      row.exists(
        row
          .selectFrom('outgoing_messages as ahead')
          .select('ahead.id')
          .where('ahead.status', '=', sql.lit('pending'))
          .where('ahead.due_at', '<=', value('now'))
          .where('ahead.is_waiting_for_person', '=', no(db))
          .where((ahead) =>
            ahead.or([
              ahead('ahead.expires_at', 'is', null),
              ahead('ahead.expires_at', '>', value('now')),
            ]),
          )
          .whereRef('ahead.recipient', '=', 'due.recipient')
          .where(isSameTransport('ahead'))
          .where(only === 'heads' ? holdsUp('ahead', 'due') : isBefore('ahead', 'due'))
          .where((ahead) =>
            ahead.or([
              ahead('ahead.priority', '>', ahead.ref('due.priority')),
              ahead.and([
                ahead('ahead.priority', '=', ahead.ref('due.priority')),
                ahead('ahead.id', '<', ahead.ref('due.id')),
              ]),
            ]),
          )
          .$if(isPostgres(db), (query) => query.offset(sql.lit(0))),
      ),
    ),
  );
}

/** Whether a message may hold up another: a picture, which takes long to draw and to send, never holds up a text. */
function holdsUp(row: string, due: string): RawBuilder<boolean> {
  return sql`(${isPicture(due)} OR NOT ${isPicture(row)})`;
}

/** Of one recipient a text and a picture may be sent at a time, but for the text that the picture follows. */
export function holdsUpWhileSent(row: string, due: string): RawBuilder<boolean> {
  const [rowId, dueId] = [sql.ref(`${row}.id`), sql.ref(`${due}.id`)];
  return sql`(${isPicture(row)} = ${isPicture(due)} OR (${isPicture(due)} AND ${rowId} < ${dueId}))`;
}

/** Whether it is a text and the other a picture that must not be claimed with it: they are not sent in one line. */
function isBefore(row: string, due: string): RawBuilder<boolean> {
  return sql`(${isPicture(due)} AND NOT ${isPicture(row)})`;
}

/** By its type: once it is drawn it is a file like any other. */
function isPicture(table: string): RawBuilder<boolean> {
  return sql`(coalesce(${sql.ref(`${table}.type`)}, '') = ${sql.lit(PICTURE_TYPE)})`;
}

/** Put so that no index of transports serves it: the one of recipients leads to fewer rows. */
export function isSameTransport(table: string): RawBuilder<boolean> {
  return sql`coalesce(${sql.ref(`${table}.transport`)}, '') = due.transport`;
}

type Adapted = Pick<Executor, 'getExecutor'>;

function no(db: Adapted): RawBuilder<boolean> {
  return isPostgres(db) ? sql`FALSE` : sql`0`;
}

function notResting(db: Adapted, resting: RawBuilder<unknown>): RawBuilder<boolean> {
  return isPostgres(db)
    ? sql`due.recipient <> ALL (ARRAY(SELECT jsonb_array_elements_text(${resting}::jsonb)))`
    : sql`due.recipient NOT IN (SELECT value FROM json_each(${resting}))`;
}
