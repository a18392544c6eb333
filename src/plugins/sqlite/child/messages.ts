/** What the reading process is told first. */
export type Opening = { readonly file: string };

/** A question to the reading process. */
export type Question = {
  readonly sql: string;
  readonly values: readonly (number | bigint | string | null)[];
  readonly maxRows: number;
  readonly maxBytes: number;
};

/** A cell as it crosses to the other process; of bytes only how many there are. */
export type RawCell = number | bigint | string | null | { readonly sizeBytes: number };

export type Failure = { readonly code: string; readonly message: string };

/** `ready` answers the opening, each of the others a question. */
export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | {
      readonly kind: 'rows';
      readonly columns: readonly { readonly name: string; readonly type: string | null }[];
      readonly rows: readonly (readonly RawCell[])[];
    };
