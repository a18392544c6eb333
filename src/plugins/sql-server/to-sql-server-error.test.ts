import { describe, expect, test } from 'vitest';
import { isLostWith, isSoundAfter, toSqlServerError } from './to-sql-server-error.ts';

const PLACE = { database: 'Plant', timeoutMs: 8_000, hadConnection: true };

function said(number: number, message: string, severity = 16): Error {
  return Object.assign(new Error(message), { code: 'EREQUEST', number, class: severity, state: 1 });
}

function own(code: string, message = 'at 10.1.2.3:1433', cause?: Error): Error {
  return Object.assign(new Error(message, { cause }), { code });
}

describe('what SQL Server says', () => {
  test.each([
    [said(208, "Invalid object name 'dbo.alarm'."), 'sql.unknown_table', /"dbo\.alarm"/],
    [said(207, "Invalid column name 'naem'."), 'sql.unknown_column', /"naem"/],
    [
      said(4104, 'The multi-part identifier "a.naem" could not be bound.'),
      'sql.unknown_column',
      /"a\.naem"/,
    ],
    [
      said(229, "The SELECT permission was denied on the object 'wages', database 'Plant'.", 14),
      'sql.permission',
      /"wages"/,
    ],
    [said(245, 'Conversion failed when converting.'), 'sql.bad_value', /Conversion failed/],
    [said(8134, 'Divide by zero error encountered.'), 'sql.bad_value', /Divide by zero/],
    [said(1222, 'Lock request time out period exceeded.'), 'sql.timeout', /8 s/],
    [said(1205, 'Transaction was deadlocked.', 13), 'sql.server_trouble', /deadlock/],
    [
      said(3906, 'Failed to update database "Plant" because it is read-only.'),
      'sql.read_only',
      /./,
    ],
    [said(102, "Incorrect syntax near 'x'."), 'sql.refused_query', /Incorrect syntax/],
    [said(701, 'There is insufficient system memory.', 17), 'sql.server_trouble', /memory/],
    [said(596, 'Cannot continue the execution.', 21), 'sql.connection_lost', /broke/],
    [own('ECANCEL'), 'sql.timeout', /in time/],
    [own('ETIMEOUT'), 'sql.timeout', /8 s/],
    [own('ESOCKET', 'x', own('ECONNRESET')), 'sql.connection_lost', /broke/],
    [own('ECLOSE'), 'sql.connection_lost', /broke/],
    [
      new AggregateError([said(208, "Invalid object name 'x'."), said(8180, 'Not prepared.')]),
      'sql.unknown_table',
      /"x"/,
    ],
  ])('%s', (thrown, code, message) => {
    const error = toSqlServerError(thrown, PLACE);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(error.message).not.toMatch(/10\.1\.2\.3|1433/);
  });

  test('a server that does not answer, or that is not there, is no lost connection', () => {
    const before = { ...PLACE, hadConnection: false };
    for (const thrown of [own('ETIMEOUT'), own('ESOCKET', 'x', own('ECONNREFUSED'))]) {
      expect(toSqlServerError(thrown, before).code).toBe('sql.unreachable');
    }
  });

  test('a refusal leaves the connection good, and a broken one is known', () => {
    expect(isSoundAfter(said(208, "Invalid object name 'x'."))).toBe(true);
    expect(isSoundAfter(said(596, 'Cannot continue.', 21))).toBe(false);
    expect(isSoundAfter(own('ETIMEOUT'))).toBe(false);
    expect(isLostWith(own('ECLOSE'))).toBe(true);
    expect(isLostWith(said(208, "Invalid object name 'x'."))).toBe(false);
  });
});
