import { describe, expect, test } from 'vitest';
import { isSoundAfter, toOracleError } from './to-oracle-error.ts';

const PLACE = { service: 'plant', timeoutMs: 8_000, timeZone: 'Asia/Jakarta', hadConnection: true };
const SQL = 'SELECT X FROM PLANT.ALARM';

function ora(errorNum: number, text: string, more: object = {}): Error {
  const help = `Help: https://docs.oracle.com/error-help/db/ora-${errorNum}/`;
  const message = `ORA-${String(errorNum).padStart(5, '0')}: ${text}\n${help}`;
  return Object.assign(new Error(message), { errorNum, code: `ORA-${errorNum}`, ...more });
}

function njs(code: string): Error {
  return Object.assign(new Error(`${code}: at host 10.1.2.3 port 1521`), { code });
}

describe('what Oracle says', () => {
  test.each([
    [
      ora(942, 'table or view does not exist', { offset: 14 }),
      'sql.unknown_table',
      /"PLANT\.ALARM"/,
    ],
    [ora(942, 'table or view "PLANT"."ALARM" does not exist'), 'sql.unknown_table', /"ALARM"/],
    [ora(904, '"A"."NAEM": invalid identifier'), 'sql.unknown_column', /"A\.NAEM"/],
    [ora(1031, 'insufficient privileges'), 'sql.permission', /GRANT SELECT/],
    [ora(28_000, 'the account is locked'), 'sql.login_refused', /log-in/],
    [ora(12_514, 'TNS:listener does not know of service'), 'sql.no_database', /"plant"/],
    [ora(12_519, 'TNS:no appropriate service handler found'), 'sql.too_many_connections', /more/],
    [ora(1013, 'user requested cancel of current operation'), 'sql.timeout', /8 s/],
    [ora(1456, 'may not perform insert/delete/update'), 'sql.read_only', /only reads/],
    [ora(1722, 'invalid number'), 'sql.bad_value', /invalid number/],
    [ora(1861, 'literal does not match format string'), 'sql.bad_value', /literal/],
    [ora(1882, 'timezone region not found'), 'oracle.unknown_time_zone', /Asia\/Jakarta/],
    [ora(3113, 'end-of-file on communication channel'), 'sql.connection_lost', /broke/],
    [ora(1033, 'ORACLE initialization or shutdown in progress'), 'sql.server_trouble', /starting/],
    [ora(1555, 'snapshot too old'), 'sql.server_trouble', /no longer/],
    [ora(12_660, 'Encryption or crypto-checksumming'), 'sql.server_trouble', /native network/],
    [ora(933, 'SQL command not properly ended'), 'sql.refused_query', /not properly ended/],
    [njs('NJS-123'), 'sql.timeout', /8 s/],
    [njs('NJS-116'), 'oracle.old_password', /10G/],
    [njs('NJS-138'), 'sql.server_trouble', /12\.1/],
    [njs('NJS-518'), 'sql.no_database', /"plant"/],
    [njs('NJS-500'), 'sql.connection_lost', /broke/],
    [njs('NJS-111'), 'sql.server_trouble', /not understood/],
  ])('%s', (thrown, code, message) => {
    const error = toOracleError(thrown, { ...PLACE, sql: SQL });
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(error.message).not.toMatch(/10\.1\.2\.3|1521|https:|ORA-/);
  });

  test('a refusal leaves the connection good, and nothing else does', () => {
    const soundAfter = (thrown: Error): boolean => isSoundAfter(toOracleError(thrown, PLACE));
    expect(soundAfter(ora(904, '"X": invalid identifier'))).toBe(true);
    expect(soundAfter(ora(1031, 'insufficient privileges'))).toBe(true);
    expect(soundAfter(ora(1013, 'user requested cancel'))).toBe(false);
    expect(soundAfter(ora(3113, 'end-of-file'))).toBe(false);
    expect(soundAfter(njs('NJS-123'))).toBe(false);
  });
});
