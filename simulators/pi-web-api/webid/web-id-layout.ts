/** Two letters for the kind of object, e.g. `DP` PI point, `Em` element. */
export type WebIdMarker = keyof typeof LAYOUTS;

/** How the part after the server GUID is laid out for one kind of object. */
export type WebIdLayout = {
  /** Letters that may follow the marker, empty when none does. */
  readonly owners: string;
  /** The id fields after the server GUID; an owner letter may have its own. */
  readonly fields: readonly FieldKind[];
  readonly fieldsOfOwner?: Readonly<Record<string, readonly FieldKind[]>>;
};

export type FieldKind = 'guid' | 'int32';

const NONE: WebIdLayout = { owners: '', fields: [] };
const GUID: WebIdLayout = { owners: '', fields: ['guid'] };

/** Markers of WebID 2.0, their owner letters and id fields (vendor reference, topic "WebID Type"). */
export const LAYOUTS = {
  DS: NONE,
  DP: { owners: '', fields: ['int32'] },
  RS: NONE,
  RD: GUID,
  Em: GUID,
  Fm: GUID,
  Ab: { owners: 'EF', fields: ['guid', 'guid'] },
  AT: { owners: 'E', fields: ['guid', 'guid'] },
  MS: { owners: 'RD', fields: ['guid'], fieldsOfOwner: { D: ['int32'] } },
  MV: { owners: 'RD', fields: ['guid', 'guid'], fieldsOfOwner: { D: ['int32', 'int32'] } },
  Bl: GUID,
  BC: GUID,
  ET: GUID,
  EC: GUID,
  AC: GUID,
  Xs: GUID,
  XT: GUID,
  XC: GUID,
  XP: GUID,
  SI: GUID,
  SM: GUID,
  TP: GUID,
  Ut: GUID,
  UC: GUID,
  NR: GUID,
  NT: GUID,
  XR: { owners: 'XT', fields: ['guid', 'guid'] },
  TR: { owners: 'XT', fields: ['guid', 'guid'] },
  NC: { owners: 'E', fields: ['guid', 'guid'] },
  NS: { owners: 'L', fields: ['guid', 'guid'] },
  DC: GUID,
} as const satisfies Record<string, WebIdLayout>;

/** The layout of a marker, or `undefined` for letters that mark nothing. */
export function findLayout(marker: string): WebIdLayout | undefined {
  return isMarker(marker) ? LAYOUTS[marker] : undefined;
}

export function isMarker(text: string): text is WebIdMarker {
  return Object.hasOwn(LAYOUTS, text);
}

/** The id fields of a marker with its owner letter. */
export function fieldsOf(layout: WebIdLayout, owner: string): readonly FieldKind[] {
  return layout.fieldsOfOwner?.[owner] ?? layout.fields;
}
