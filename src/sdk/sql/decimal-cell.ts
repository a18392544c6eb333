const DECIMAL = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?(?:[eE]([+-]?\d+))?$/;

/**
 * A decimal number as a database writes it: a number when a double shows exactly these digits, else the text, so that no
 * digit is ever lost. Zeros at the end of a fraction are no digits: `12.50` is 12.5.
 */
export function decimalCell(text: string): number | string {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return text;
  if (Number.isSafeInteger(value) && String(value) === text) return value;
  // Above this an integer has neighbours that a double does not have: a column of ids would be half numbers, half texts.
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return text;
  const wanted = digitsOf(text);
  if (wanted === undefined || wanted !== digitsOf(String(value))) return text;
  return value === 0 ? 0 : value;
}

/** Sign, digits and exponent in the one form that a number has; undefined for what is no decimal number. */
function digitsOf(text: string): string | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(text) ?? [];
  if (sign === undefined || whole + fraction === '') return sign === undefined ? undefined : '0';
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${sign === '-' ? '-' : ''}${significant}e${power}`;
}
