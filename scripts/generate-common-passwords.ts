import { readFileSync, writeFileSync } from 'node:fs';
import { dictionary } from '@zxcvbn-ts/language-common';
import { coreOf, foldPassword } from '../src/accounts/fold-password.ts';

/*
 * node scripts/generate-common-passwords.ts: writes the list that new passwords are checked against. A password of
 * twelve characters or more is on it as it is; a shorter one by the word in it, since the usual way to twelve
 * characters is to write the old password twice or to put digits after it.
 */

const TARGET = 'src/accounts/common-passwords.ts';
const SOURCE = 'node_modules/@zxcvbn-ts/language-common';
const SHORTEST_PASSWORD = 12;
/** The list is by frequency; behind these come words that say more about their one user than about people. */
const MOST_SHORT = 15_000;
const SHORTEST_WORD = 4;
const LINE_CHARACTERS = 118;

const passwords = dictionary['passwords-common'].map(foldPassword);
const whole = passwords.filter((password) => password.length >= SHORTEST_PASSWORD);
const words = passwords
  .slice(0, MOST_SHORT)
  .map(coreOf)
  .filter((word) => word.length >= SHORTEST_WORD);
const list = [...new Set([...whole, ...words])].toSorted();
const licence = readFileSync(`${SOURCE}/LICENSE.txt`, 'utf8').trim();

writeFileSync(
  TARGET,
  `/*
 * Made by scripts/generate-common-passwords.ts from @zxcvbn-ts/language-common, which is under the MIT licence:
 *
${licence
  .split('\n')
  .map((line) => ` * ${line}`.trimEnd())
  .join('\n')}
 */

/** Common passwords as \`foldPassword\` gives them: none has white space in it, and there is some around each. */
export const COMMON_PASSWORDS = \`
${inLines(list).replaceAll(/[\\`]|\$(?=\{)/g, String.raw`\$&`)}
\`;
`,
);
console.log(`${TARGET}: ${list.length} passwords`);

function inLines(words: readonly string[]): string {
  const lines = [''];
  for (const word of words) {
    const line = `${lines.at(-1)} ${word}`.trim();
    if (line.length <= LINE_CHARACTERS) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines.join('\n');
}
