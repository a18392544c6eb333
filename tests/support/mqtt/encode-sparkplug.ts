/** What a test says in a Sparkplug B payload. Whole numbers go as they are on the wire: without sign. */
export type SaidMetric = {
  readonly name?: string;
  readonly alias?: number;
  readonly timestampMs?: number;
  readonly datatype?: number;
  readonly isHistorical?: boolean;
  readonly isNull?: boolean;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, string | number>>;
  readonly int?: number;
  readonly long?: bigint;
  readonly float?: number;
  readonly double?: number;
  readonly boolean?: boolean;
  readonly string?: string;
  readonly bytes?: Uint8Array;
};

export type SaidPayload = {
  readonly timestampMs?: number;
  readonly seq?: number;
  readonly metrics?: readonly SaidMetric[];
};

/**
 * A Sparkplug B payload written byte by byte after the field numbers of the specification (Sparkplug 3.0, 6.4), so that
 * a mistake in Plantline's own definition of it shows.
 */
export function encodeSparkplug({ timestampMs, seq, metrics = [] }: SaidPayload): Uint8Array {
  return Buffer.concat([
    ...whole(1, timestampMs),
    ...metrics.flatMap((metric) => bytes(2, encodeMetric(metric))),
    ...whole(3, seq),
  ]);
}

function encodeMetric(metric: SaidMetric): Buffer {
  const keys = Object.entries(metric.properties ?? {});
  const properties = Buffer.concat([
    ...keys.flatMap(([key]) => text(1, key)),
    ...keys.flatMap(([, value]) =>
      bytes(
        2,
        typeof value === 'string'
          ? Buffer.concat([...whole(1, 12), ...text(8, value)])
          : Buffer.concat([...whole(1, 3), ...whole(3, value)]),
      ),
    ),
  ]);
  return Buffer.concat([
    ...text(1, metric.name),
    ...whole(2, metric.alias),
    ...whole(3, metric.timestampMs),
    ...whole(4, metric.datatype),
    ...whole(5, metric.isHistorical ? 1 : undefined),
    ...whole(7, metric.isNull ? 1 : undefined),
    ...(metric.description === undefined
      ? []
      : bytes(8, Buffer.concat(text(8, metric.description)))),
    ...(keys.length === 0 ? [] : bytes(9, properties)),
    ...whole(10, metric.int),
    ...whole(11, metric.long),
    ...fixed(12, 5, metric.float, (value) => {
      const buffer = Buffer.alloc(4);
      buffer.writeFloatLE(value);
      return buffer;
    }),
    ...fixed(13, 1, metric.double, (value) => {
      const buffer = Buffer.alloc(8);
      buffer.writeDoubleLE(value);
      return buffer;
    }),
    ...whole(14, metric.boolean === undefined ? undefined : Number(metric.boolean)),
    ...text(15, metric.string),
    ...(metric.bytes === undefined ? [] : bytes(16, Buffer.from(metric.bytes))),
  ]);
}

function whole(field: number, value: number | bigint | undefined): readonly Buffer[] {
  return value === undefined ? [] : [varint(BigInt(field << 3)), varint(BigInt(value))];
}

function text(field: number, value: string | undefined): readonly Buffer[] {
  return value === undefined ? [] : bytes(field, Buffer.from(value));
}

function bytes(field: number, content: Buffer): readonly Buffer[] {
  return [varint(BigInt((field << 3) | 2)), varint(BigInt(content.length)), content];
}

function fixed(
  field: number,
  wireType: number,
  value: number | undefined,
  write: (value: number) => Buffer,
): readonly Buffer[] {
  return value === undefined ? [] : [varint(BigInt((field << 3) | wireType)), write(value)];
}

function varint(value: bigint): Buffer {
  const found: number[] = [];
  let rest = BigInt.asUintN(64, value);
  while (rest > 127n) {
    found.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  found.push(Number(rest));
  return Buffer.from(found);
}
