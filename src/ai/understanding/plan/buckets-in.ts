import { z } from 'zod';

const Statistic = z.object({ value: z.unknown() }).optional();
const Source = z.object({
  tags: z
    .array(
      z.object({
        buckets: z
          .array(z.object({ start: z.string(), average: Statistic, percentGood: Statistic }))
          .optional(),
      }),
    )
    .optional(),
});
const Sources = z.union([
  z.object({ sources: z.array(Source) }),
  Source.transform((source) => ({ sources: [source] })),
]);

/** Every number of a statistic in what the `statistics` tool tells, with where its range begins. */
export function bucketsIn(
  data: unknown,
  statistic: 'average' | 'percentGood',
): readonly { readonly start: string; readonly value: number }[] {
  const sources = Sources.safeParse(data).data?.sources ?? [];
  const buckets = sources.flatMap(({ tags = [] }) => tags.flatMap((tag) => tag.buckets ?? []));
  return buckets.flatMap(({ start, [statistic]: told }) =>
    typeof told?.value === 'number' ? [{ start, value: told.value }] : [],
  );
}
