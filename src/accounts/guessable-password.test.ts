import { describe, expect, test } from 'vitest';
import { whyGuessable } from './guessable-password.ts';

const SARI = { username: 'sari.w', fullName: 'Sari Wulandari' };

describe('a password that is guessed soon', () => {
  test.each([
    ['qwerty123456', 'is on the list'],
    ['Unbelievable', 'is on the list in capitals'],
    ['password1234', 'is a shorter one with digits after it'],
    ['Password-2026!', 'with what a rule would ask for'],
    ['123dragon123', 'with digits on both sides'],
    ['P@ssw0rd!2026', 'with signs for letters'],
    ['Adm1nistrator!', 'with a digit for a letter'],
    ['we1come2026!!', 'with a one for an L'],
    ['@dministrator', 'with a sign at its beginning'],
    ['dragondragon', 'is a shorter one twice'],
    ['dragon dragon 12', 'twice, with blanks and digits'],
    ['ｐａｓｓｗｏｒｄ１２３４', 'in full-width letters'],
    ['aaaaaaaaaaaa', 'is one character'],
    ['abababababab', 'is two characters'],
    ['xK9#pQxK9#pQ', 'says one short thing twice'],
    ['123456789012', 'is a row of digits'],
    ['098765432109', 'is a row backwards'],
    ['abcdefghijkl', 'is the alphabet'],
    ['aabbccddeeffgg', 'is the alphabet with every step twice'],
    ['qwertyuiop[]', 'is a row of keys'],
    ['qwertzuiopü1', 'is a row of another keyboard'],
    ['1qaz2wsx3edc', 'is columns of keys'],
    ['asdfgh654321', 'is two rows'],
    ['081234567890', 'is a phone number'],
    ['31-12-1999 2359', 'is a date and a time'],
  ])('%s %s', (password) => {
    expect(whyGuessable(password, SARI)).toBe('common');
  });

  test.each([
    ['plantline2026!', 'is the name of this product'],
    ['Pl4ntl1ne Pl4ntl1ne', 'twice, with signs'],
    ['sari.w-2026-11', 'is the user’s own name'],
    ['WulandariSari7', 'is the names of the user'],
    ['S4r1.W 12345678', 'is the user’s name with digits in it and after it'],
  ])('%s %s', (password) => {
    expect(whyGuessable(password, SARI)).toBe('own_name');
  });
});

test.each([
  'correct horse battery',
  'turbine hall 7',
  'a brand new password',
  'only for the bench',
  'Jr8-vQz2xT0a',
  'sari drinks black coffee',
  'plantline on the night shift',
  '7294610385527194',
  'ketel uap nomor dua',
  'пароль для турбины',
])('%s is a password', (password) => {
  expect(whyGuessable(password, SARI)).toBeUndefined();
});
