import { describe, expect, test } from 'vitest';
import type { Arrival, Asked } from './crowd.ts';
import { checkOutcome } from './check-outcome.ts';
import type { StoredPicture, StoredQuestion, StoredRow } from './read-outcome.ts';

const ME = '+6281230000001';
const START = Date.parse('2026-11-28T05:00:00.000Z');

/** One person asks for a value, for a trend and in plain words, and each is answered as it must be. */
const ASKED: readonly Asked[] = ['value', 'trend', 'plain'].map((id) => ({ id, to: ME }));
const VALUE = question({ id: 'value', text: 'u1 load', texts: [row(1)] });
const TREND = question({
  id: 'trend',
  text: 'trend U1_LOAD_NET 2h',
  texts: [row(2)],
  pictures: [picture(3)],
});
const PLAIN = question({
  id: 'plain',
  text: '= what is the net load of unit 1',
  texts: [row(4)],
  timesUnderstood: 1,
});
const ARRIVALS = [arrival(1), arrival(2), arrival(3, 'picture'), arrival(4)];

type Seen = {
  readonly questions?: readonly StoredQuestion[];
  readonly arrivals?: readonly Arrival[] | undefined;
  readonly accepted?: readonly Asked[];
  readonly killedAt?: readonly Date[];
};

function check(seen: Seen) {
  const { questions = [VALUE, TREND, PLAIN], accepted = ASKED, killedAt = [] } = seen;
  const arrivals = 'arrivals' in seen ? seen.arrivals : ARRIVALS;
  return checkOutcome(
    { questions, orphans: 0, unreadEvents: 0 },
    [{ transport: 'wire', accepted, arrivals, hiddenRepeats: 0 }],
    killedAt,
  );
}

function faultsOf(seen: Seen): readonly string[] {
  return check(seen).faults;
}

test('what is as it must be has no faults, and is counted', () => {
  const { faults, counts } = check({});
  expect(faults).toEqual([]);
  expect(counts).toMatchObject([
    { asked: 3, kept: 3, answered: 3, plain: 1, trends: 1, pictures: 1, arrived: 4, repeated: 0 },
  ]);
});

test('a text waits for no picture', () => {
  expect(faultsOf({ arrivals: inOrder(1, 2, 4, 3) })).toEqual([]);
});

describe('a picture', () => {
  test('that no row is made for is lost', () => {
    expect(
      faultsOf({ questions: [VALUE, { ...TREND, pictures: [] }, PLAIN], arrivals: undefined }),
    ).toEqual(['trend has 0 pictures, and 1 must be']);
  });

  test('that never arrived is lost', () => {
    expect(faultsOf({ arrivals: inOrder(1, 2, 4) })).toEqual([
      'wire: the picture to trend never arrived',
    ]);
  });

  test.each(['pending', 'sending', 'failed', 'expired', 'cancelled'])(
    'that is %s is lost',
    (status) => {
      const lost = { ...picture(3), status, error: 'Why.' };
      expect(
        faultsOf({
          questions: [VALUE, { ...TREND, pictures: [lost] }, PLAIN],
          arrivals: undefined,
        }),
      ).toEqual([`the picture to trend is ${status}, Why.`]);
    },
  );

  test.each([
    [{ isDrawn: false }, 'the picture to trend is to be drawn still'],
    [{ files: [] }, 'the picture to trend has 0 files'],
    [{ files: ['a', 'b'] }, 'the picture to trend has 2 files'],
    [{ text: 'x' }, 'the picture to trend has words'],
  ])('with %o is none', (wrong, fault) => {
    const pictures = [{ ...picture(3), ...wrong }];
    expect(faultsOf({ questions: [VALUE, { ...TREND, pictures }, PLAIN] })).toEqual([fault]);
  });

  test('in two rows is one too many', () => {
    const pictures = [picture(3), picture(5)];
    expect(
      faultsOf({
        questions: [VALUE, { ...TREND, pictures }, PLAIN],
        arrivals: [...ARRIVALS, arrival(5, 'picture')],
      }),
    ).toEqual(['trend has 2 pictures, and 1 must be']);
  });

  test('that nobody asked for is one too many', () => {
    const questions = [{ ...VALUE, pictures: [picture(5)] }, TREND, PLAIN];
    expect(faultsOf({ questions, arrivals: [...ARRIVALS, arrival(5, 'picture')] })).toEqual([
      'value has 1 pictures, and 0 must be',
    ]);
  });

  test('that is sent twice is one too many, but for a kill between the two', () => {
    const arrivals = [...inOrder(1, 2, 3), { ...arrival(3, 'picture'), at: at(9) }, arrival(4)];
    expect(faultsOf({ arrivals, killedAt: [at(2), at(10)] })).toEqual([
      'wire: 1 messages came twice for no reason',
    ]);
    const { faults, counts } = check({ arrivals, killedAt: [at(5)] });
    expect(faults).toEqual([]);
    expect(counts).toMatchObject([{ pictures: 1, arrived: 5, repeated: 1, explained: 1 }]);
  });

  test('before its own text is too early, also when the text comes then', () => {
    expect(faultsOf({ arrivals: inOrder(1, 3, 2, 4) })).toEqual([
      `wire: ${ME} got the picture of row 3 before its text`,
    ]);
    const pictures = [picture(1)];
    expect(
      faultsOf({ questions: [{ ...TREND, pictures }], accepted: [], arrivals: undefined }),
    ).toEqual(['trend has a picture written before its text']);
  });

  test('must be one that can be opened, and a text must be a text', () => {
    expect(faultsOf({ arrivals: [...inOrder(1, 2, 4), arrival(3, 'text')] })).toEqual([
      'wire: row 3 is a picture and arrived as a text',
    ]);
    expect(faultsOf({ arrivals: [...inOrder(1, 2, 4), arrival(3, 'broken')] })).toEqual([
      'wire: row 3 is a picture and arrived as a broken',
    ]);
    expect(faultsOf({ arrivals: [arrival(1, 'picture'), ...inOrder(2, 3, 4)] })).toEqual([
      'wire: row 1 is a text and arrived as a picture',
    ]);
  });

  test('of an earlier question comes first', () => {
    const later = question({
      id: 'later',
      text: 'trend U1_LOAD_NET 8h',
      texts: [row(5)],
      pictures: [picture(6)],
    });
    const questions = [VALUE, TREND, PLAIN, later];
    const [text, drawn] = [arrival(5), arrival(6, 'picture')];
    expect(faultsOf({ questions, arrivals: [...ARRIVALS, text, drawn] })).toEqual([]);
    expect(
      faultsOf({ questions, arrivals: [...inOrder(1, 2, 4), text, drawn, arrival(3, 'picture')] }),
    ).toEqual([`wire: ${ME} got row 3 after row 6`]);
  });
});

describe('a text', () => {
  test('that was never written, or not sent, is lost', () => {
    expect(
      faultsOf({ questions: [{ ...VALUE, texts: [] }, TREND, PLAIN], arrivals: undefined }),
    ).toEqual(['value has 0 answers']);
    const texts = [{ ...row(1), status: 'pending' }];
    expect(
      faultsOf({ questions: [{ ...VALUE, texts }, TREND, PLAIN], arrivals: undefined }),
    ).toEqual(['the answer to value is pending, not tried']);
  });

  test('that never arrived is lost, and the picture behind it too early', () => {
    expect(faultsOf({ arrivals: inOrder(1, 3, 4) })).toEqual([
      `wire: ${ME} got the picture of row 3 before its text`,
      'wire: the answer to trend never arrived',
    ]);
  });

  test('in two rows is one too many', () => {
    const texts = [row(1), row(5)];
    expect(
      faultsOf({
        questions: [{ ...VALUE, texts }, TREND, PLAIN],
        arrivals: [...ARRIVALS, arrival(5)],
      }),
    ).toEqual(['value has 2 answers']);
  });

  test('of an earlier question comes first', () => {
    expect(faultsOf({ arrivals: inOrder(2, 1, 3, 4) })).toEqual([
      `wire: ${ME} got row 1 after row 2`,
    ]);
  });

  test('that went to somebody else is told', () => {
    const arrivals = [{ ...arrival(1), to: '+62999' }, ...inOrder(2, 3, 4)];
    expect(faultsOf({ arrivals })).toEqual([
      `wire: the answer to value went to +62999, not to ${ME}`,
    ]);
  });

  test('that no row says is told', () => {
    expect(faultsOf({ arrivals: [...ARRIVALS, arrival(77)] })).toEqual([
      `wire: ${ME} was sent what no row says`,
    ]);
  });
});

describe('a question', () => {
  test('that was accepted and not kept is lost', () => {
    expect(faultsOf({ accepted: [...ASKED, { id: 'gone', to: ME }] })).toEqual([
      'wire gone was accepted and is lost',
    ]);
  });

  test('that was not dealt with is told', () => {
    const questions = [{ ...VALUE, isProcessed: false, status: 'pending' }, TREND, PLAIN];
    expect(faultsOf({ questions })).toEqual(['value was not dealt with (pending)']);
  });

  test.each([0, 2])('in plain words is understood once, not %i times', (timesUnderstood) => {
    const questions = [VALUE, TREND, { ...PLAIN, timesUnderstood }];
    expect(faultsOf({ questions })).toEqual([`plain was understood ${timesUnderstood} times`]);
  });

  test('whose asker was shown another answer is told', () => {
    const accepted = [{ id: 'value', to: ME, shown: '5 MW' }, ...ASKED.slice(1)];
    expect(faultsOf({ accepted })).toEqual(['wire value was shown what the store does not say']);
  });
});

function question(
  own: Partial<StoredQuestion> & Pick<StoredQuestion, 'id' | 'text' | 'texts'>,
): StoredQuestion {
  return {
    transport: 'wire',
    status: 'processed',
    isProcessed: true,
    pictures: [],
    timesUnderstood: 0,
    ...own,
  };
}

function row(id: number): StoredRow {
  return { id, status: 'sent', text: 'Net load 612 MW', providerId: null, error: null };
}

function picture(id: number): StoredPicture {
  return { ...row(id), text: '', isDrawn: true, files: ['a'] };
}

/** Of a row, as many seconds after the start as it has as its number. */
function arrival(rowId: number, kind: Arrival['kind'] = 'text'): Arrival {
  return { id: `wamid.${rowId}`, key: `${rowId}.0`, kind, to: ME, at: at(rowId) };
}

/** Of the rows of `ARRIVALS`. */
function inOrder(...rowIds: readonly number[]): readonly Arrival[] {
  return rowIds.flatMap((id) => ARRIVALS[id - 1] ?? []);
}

function at(seconds: number): Date {
  return new Date(START + seconds * 1000);
}
