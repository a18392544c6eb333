import type { MessageCharge } from '../../../src/transports/transports.schema.ts';

export type ChargeRow = {
  readonly category: string;
  readonly billable: number;
  readonly free: number;
};

/** The counts by kind of message, the most charged first. */
export function toChargeRows(charges: readonly MessageCharge[]): readonly ChargeRow[] {
  const byCategory = new Map<string, ChargeRow>();
  for (const { category, isBillable, messages } of charges) {
    const { billable, free } = byCategory.get(category) ?? { billable: 0, free: 0 };
    byCategory.set(category, {
      category,
      billable: billable + (isBillable ? messages : 0),
      free: free + (isBillable ? 0 : messages),
    });
  }
  return [...byCategory.values()].toSorted(
    (one, other) =>
      other.billable - one.billable ||
      other.free - one.free ||
      one.category.localeCompare(other.category),
  );
}
