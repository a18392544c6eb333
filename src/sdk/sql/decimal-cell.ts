const DECIMAL = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?(?:[eE]([+-]?\d+))?$/;
/** A double shows every decimal number of so many digits as it is. */
const CERTAIN_DIGITS = 15;

/**
 * A decimal number as a database writes it: a number when a double shows exactly these digits, else the text, so that no
 * digit is ever lost. Zeros at the end of a fraction are no digits: `12.50` is 12.5.
 */
export function decimalCell(text: string): number | string {
  if (isShortDecimal(text)) return Number(text) || 0;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return text;
  // Above this an integer has neighbours that a double does not have: a column of ids would be half numbers, half texts.
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return text;
  const wanted = digitsOf(text);
  if (wanted === undefined || wanted !== digitsOf(String(value))) return text;
  return value === 0 ? 0 : value;
}

/** Nearly all are, so they are told without a regular expression. */
function isShortDecimal(text: string): boolean {
  const first = text.charCodeAt(0);
  let points = 0;
  let i = first === 45 || first === 43 ? 1 : 0;
  if (text.length === i || text.length - i > CERTAIN_DIGITS) return false;
  for (; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 46) points += 1;
    else if (code < 48 || code > 57) return false;
  }
  return points === 0 || (points === 1 && text.length > 2);
}

/** Sign, digits and exponent in the one form that a number has; undefined for what is no decimal number. */
function digitsOf(text: string): string | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${sign === '-' ? '-' : ''}${significant}e${power}`;
}
