export type Catalogue = Readonly<Record<string, string>>;

/** The texts of one part of the page in both languages. */
export type Texts<T extends Catalogue> = {
  readonly namespace: string;
  readonly en: T;
  readonly id: { readonly [K in keyof T]: string };
};

/**
 * Names the texts of a part of the page; the compiler finds a key that one language lacks.
 *
 * `{{name}}` is filled in. A text that counts has the keys `x_one` and `x_other` and is asked as `t('x', { count })`.
 */
export function defineTexts<const T extends Catalogue>(
  namespace: string,
  texts: { readonly en: T; readonly id: { readonly [K in keyof NoInfer<T>]: string } },
): Texts<T> {
  return { namespace, ...texts };
}
