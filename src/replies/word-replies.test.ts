import { describe, expect, test } from 'vitest';
import { AppError } from '#sdk';
import { argumentsReply } from './arguments-reply.ts';
import { choicesReply } from './choices-reply.ts';
import { helpReply, listReply, type Offer } from './help-reply.ts';
import { notUnderstoodReply } from './not-understood-reply.ts';
import { plainReply } from './plain-reply.ts';
import { whoAmIReply } from './who-am-i-reply.ts';

const OFFER: Offer = {
  groups: [{ name: 'unit 1', description: 'Unit 1 at a glance' }],
  triggers: [{ name: 'u1 load', description: { en: 'Net load', id: 'Beban bersih' } }],
  aiPrefixes: [{ prefix: '=', name: 'Ask the plant' }],
  exampleTag: 'U1_LOAD_NET',
  exampleTrigger: 'u1 load',
};

describe('a question asked back', () => {
  test('has a question mark, numbers directly before the names, and no facts', () => {
    const reply = choicesReply('didYouMean', ['u1 load', 'u2 load'], 'en', { text: 'u1 laod' });
    expect(reply).toEqual({
      text: 'I do not know "u1 laod". Did you mean?\n1. u1 load\n2. u2 load\nAnswer with the number.',
      facts: [],
    });
    const tags = [{ name: 'U1_MS_TEMP', note: 'Main steam temperature' }, { name: 'U1_RH_TEMP' }];
    expect(choicesReply('tagsFound', tags, 'id', { text: 'uap' }).text).toBe(
      'Tag untuk "uap". Yang mana?\n1. U1_MS_TEMP – Main steam temperature\n2. U1_RH_TEMP\nJawab dengan nomornya.',
    );
  });
});

describe('help', () => {
  test('names what this contact may use, and nothing else', () => {
    const { text, facts } = helpReply(OFFER, 'en');
    expect(text).toContain('• *unit 1* – Unit 1 at a glance');
    expect(text).toContain('• *u1 load* – Net load');
    expect(text).toContain('u1 load 8h · u1 load yesterday · u1 load 20');
    expect(text).toContain('*=* your question – Ask the plant');
    expect(text).toContain('*trend* U1_LOAD_NET 8h');
    expect(facts).toEqual([]);
    const little = helpReply({ groups: [], triggers: [] }, 'id').text;
    expect(little).toContain('hubungi administrator');
    expect(little).not.toContain('trend');
  });

  test('of many names shows the first and says how many there are; list pages through all', () => {
    const triggers = Array.from({ length: 70 }, (_, index) => ({ name: `pump ${index}` }));
    expect(helpReply({ groups: [], triggers }, 'en').text).toContain('… and 60 more: *list*');
    const list = listReply({ groups: [], triggers }, 'en');
    expect(list.text).toContain('1–30 of 70');
    expect([list, ...(list.rest ?? [])].map(({ text }) => text).join('\n')).toContain(
      '• *pump 69*',
    );
  });
});

test('what is not understood is answered with what would be', () => {
  expect(notUnderstoodReply('blah', ['unit 1', 'u1 load'], 'en').text).toBe(
    'I do not understand "blah".\nSend for example *unit 1*, *u1 load*, or *help*.',
  );
  expect(notUnderstoodReply('', [], 'id').text).toBe(
    'Saya menerima pesan tanpa teks.\nKirim *bantuan* untuk melihat apa yang bisa saya jawab.',
  );
});

test('arguments that cannot be used are told with what could', () => {
  expect(argumentsReply('u1 load', { kind: 'future', text: '1 dec 2026' }, 'en').text).toContain(
    '"1 dec 2026" has not happened yet',
  );
  const unknown = new AppError('invalid', 'triggers.variable_unknown', 'x', {
    name: 'area',
    known: ['tag', 'rows'],
  });
  expect(argumentsReply('log', unknown, 'id').text).toBe(
    '"log" tidak kenal "area". Yang dikenal: tag, rows.',
  );
  const unused = new AppError('invalid', 'triggers.argument_not_used', 'x', { argument: 'count' });
  expect(argumentsReply('about', unused, 'en').text).toContain('Send just *about*');
  const other = new AppError('invalid', 'triggers.other', 'A plain sentence.');
  expect(argumentsReply('x', other, 'en').text).toBe('⚠ A plain sentence.');
});

test('who am I tells name, address and rights', () => {
  const who = { name: 'Budi', address: '+6281200000002', may: { names: 7 } };
  expect(whoAmIReply(who, 'en').text).toContain('*Budi*, +6281200000002.\nYou may ask 7 things');
  expect(whoAmIReply({ ...who, name: null, may: 'all' }, 'id').text).toContain('semuanya');
});

test('what a person wrote cannot break the reply’s marks or fill its placeholders', () => {
  const text = plainReply('notAllowed', 'en', { name: '*x* {{name}} $t(more) \u202Eevil' }).text;
  expect(text).toBe('You may not use "∗x∗ {{name}} $t(more) evil". Please ask an administrator.');
});
