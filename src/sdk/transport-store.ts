/** One entry to be written, or removed when `value` is null. */
export interface StoreChange {
  /** What it is, such as `session` or `sent`. */
  readonly kind: string;
  readonly id: string;
  readonly value: string | null;
  /** Removed some time after this instant; kept for ever when absent. */
  readonly keepUntil?: Date;
}

/**
 * Where a transport keeps its keys and notes: in Plantline's own database, encrypted, and apart from every other
 * transport. One process writes at a time; who lost its turn gets `transports.lease_lost` and must end.
 */
export interface TransportStore {
  /** The values of the ids that there are. */
  read(kind: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Everything of a kind, by id. */
  list(kind: string): Promise<ReadonlyMap<string, string>>;
  /** All of it or nothing; on the disk when it resolves. @throws AppError `transports.lease_lost` */
  write(changes: readonly StoreChange[]): Promise<void>;
  /** Removes everything of these kinds in one go; of every kind when absent. @throws AppError `transports.lease_lost` */
  clear(kinds?: readonly string[]): Promise<void>;
}
