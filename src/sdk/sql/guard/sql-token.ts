/** Parts of a text that is composed around variables. */
export type TextPart = string | { readonly variable: string };

interface Place {
  /** Whether a blank or a comment stands before it. */
  readonly spaced: boolean;
}

export type SqlToken = Place &
  (
    | { readonly kind: 'word' | 'number' | 'symbol'; readonly text: string }
    /** A name in quotes, `text` without them. */
    | {
        readonly kind: 'name';
        readonly text: string;
        readonly open: string;
        readonly close: string;
      }
    /** A text in quotes, `text` as written between them, single quotes doubled. */
    | { readonly kind: 'text'; readonly text: string; readonly prefix: string }
    /** A value: a variable, or a text with variables in it. */
    | { readonly kind: 'value'; readonly parts: readonly TextPart[] }
  );
