import { AppError } from '#sdk';

/** A range across a change of the clocks, on a server that knows no time zones: one of its ends would be off by an hour. */
export function mysqlTimeZonesMissing(timeZone: string): AppError {
  return new AppError(
    'invalid',
    'sql.time_zones_missing',
    `The clocks of ${timeZone} changed between these times, and this database does not know that zone. Ask for the time before and after the change apart, or have its administrator load the zones with mysql_tzinfo_to_sql.`,
    { timeZone },
  );
}

/** A certificate can only be checked against a name here. */
export function mysqlNeedsHostName(): AppError {
  return new AppError(
    'invalid',
    'sql.needs_host_name',
    'With encryption set to require, enter the host name that is in the certificate of the server, not an address.',
  );
}
