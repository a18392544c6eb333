const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * A text as it is checked: digits and letters of one kind, one sign for minus, no marks of formatting. `10³` becomes
 * `10^3`, before it could be read as a hundred and three.
 */
export function toPlainText(text: string): string {
  return (
    text
      .replaceAll(
        /(?<=\d)[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/gu,
        (exponent) =>
          `^${exponent
            .replaceAll(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/gu, (digit) => String(SUPERSCRIPTS.indexOf(digit)))
            .replace('⁻', '-')
            .replace('⁺', '')}`,
      )
      .normalize('NFKC')
      .replaceAll(/\p{Cf}/gu, '')
      .replaceAll(/[−﹣－]/gu, '-')
      .replaceAll(/[\u00A0\u2000-\u200A\u202F\u3000\t]/gu, ' ')
      // `*612.4*` is bold, `_U1_` slanted; within a name an underscore belongs to it.
      .replaceAll(/[*~`]+/g, '')
      .replaceAll(/(?<![\p{L}\d])_|_(?![\p{L}\d])/gu, ' ')
  );
}
