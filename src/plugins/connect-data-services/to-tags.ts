import type { TagInfo } from '#sdk';

/** A stream as `GET …/Streams` gives it; other fields are not used. */
export type SdsStream = {
  readonly Id: string;
  readonly Name?: string | null;
  readonly Description?: string | null;
  readonly TypeId: string;
  readonly InterpolationMode?: number | null;
  readonly PropertyOverrides?:
    | readonly {
        readonly SdsTypePropertyId: string;
        readonly Uom?: string | null;
        readonly InterpolationMode?: number | null;
      }[]
    | null;
};

export type SdsType = {
  readonly SdsTypeCode: number;
  readonly InterpolationMode?: number | null;
  readonly Properties?: readonly SdsProperty[] | null;
};

export type SdsProperty = {
  readonly Id: string;
  readonly IsKey?: boolean;
  readonly IsQuality?: boolean;
  readonly Uom?: string | null;
  readonly InterpolationMode?: number | null;
  readonly SdsType?: SdsType | null;
  /** Of a constant of an enumeration. */
  readonly Value?: unknown;
};

/** One property of one stream. */
export type SdsTag = {
  readonly info: TagInfo;
  readonly streamId: string;
  /** Where the time is in an event. */
  readonly key: string;
  readonly property: string;
  /** Names of an enumeration's values. */
  readonly states: ReadonlyMap<number, string> | undefined;
  /** Between two values the later one holds. */
  readonly isTrailing: boolean;
};

/** What PI to Data Hub says of an event besides its value; the properties of its types have these names. */
export const PI_FIELDS = {
  questionable: 'IsQuestionable',
  substituted: 'IsSubstituted',
  annotated: 'IsAnnotated',
  systemState: 'SystemStateCode',
  stateName: 'DigitalStateName',
} as const;

const ABOUT_VALUE = new Set<string>(Object.values(PI_FIELDS));
/** SdsTypeCode: DateTime and DateTimeOffset, and the same that may be null. */
const TIME = new Set([16, 20, 116, 120]);
const NUMBER = new Set([5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
const ENUM = new Set([605, 606, 607, 608, 609, 610, 611, 612]);
/** SdsInterpolationMode. */
const LEADING = 1;
const TRAILING = 2;
const DISCRETE = 3;

/**
 * The tags of a stream: its name for the only value there is, or the one named `Value`; `Name|Property` for others.
 * None for a stream whose index is not a time, or several properties together.
 */
export function toTags(stream: SdsStream, type: SdsType, name: string): readonly SdsTag[] {
  const properties = type.Properties ?? [];
  const [key, ...otherKeys] = properties.filter(({ IsKey }) => IsKey === true);
  if (!key || otherKeys.length > 0 || !TIME.has(key.SdsType?.SdsTypeCode ?? 0)) return [];
  const values = properties.filter(
    (one) =>
      one.IsKey !== true &&
      one.IsQuality !== true &&
      !ABOUT_VALUE.has(one.Id) &&
      valueTypeOf(one) !== undefined,
  );
  const main = values.length === 1 ? values[0] : values.find(({ Id }) => Id === 'Value');
  return values.map((property) => {
    const override = stream.PropertyOverrides?.find(
      ({ SdsTypePropertyId }) => SdsTypePropertyId === property.Id,
    );
    const mode =
      override?.InterpolationMode ??
      property.InterpolationMode ??
      stream.InterpolationMode ??
      type.InterpolationMode ??
      0;
    const hasStates = properties.some(({ Id }) => Id === PI_FIELDS.stateName);
    return {
      streamId: stream.Id,
      key: key.Id,
      property: property.Id,
      states: statesOf(property),
      isTrailing: mode === TRAILING,
      info: {
        name: property === main ? name : `${name}|${property.Id}`,
        description: stream.Description ?? '',
        unit: override?.Uom || property.Uom || null,
        valueType: valueTypeOf(property) ?? 'other',
        step: mode === LEADING || mode === DISCRETE || (hasStates && isWhole(property)),
        displayDigits: null,
        future: false,
      },
    };
  });
}

/** Codes of types that may be null are a hundred more. */
function codeOf({ SdsType }: SdsProperty): number {
  const code = SdsType?.SdsTypeCode ?? 0;
  return (code > 100 && code < 200) || (code > 700 && code < 800) ? code - 100 : code;
}

function valueTypeOf(property: SdsProperty): TagInfo['valueType'] | undefined {
  const code = codeOf(property);
  if (NUMBER.has(code)) return 'number';
  if (ENUM.has(code)) return 'digital';
  if (code === 3) return 'boolean';
  if (code === 18 || code === 4) return 'string';
  return TIME.has(code) ? 'timestamp' : undefined;
}

function isWhole(property: SdsProperty): boolean {
  return codeOf(property) <= 12;
}

function statesOf(property: SdsProperty): ReadonlyMap<number, string> | undefined {
  if (!ENUM.has(codeOf(property))) return undefined;
  const constants = property.SdsType?.Properties ?? [];
  return new Map(constants.map(({ Id, Value }) => [Number(Value), Id]));
}
