import type { GraphError } from './graph-error.ts';

/** What is done about an error. `tell`: an administrator must act; the word is for the page. */
export type Reaction =
  | { readonly kind: 'retry'; readonly says: string }
  /** The n-th time in a row it waits `firstMs * factor^(n-1)`, `maxMs` at most. */
  | {
      readonly kind: 'slowDown';
      readonly scope: 'chat' | 'transport';
      readonly firstMs: number;
      readonly factor: number;
      readonly maxMs: number;
      readonly says: string;
    }
  | { readonly kind: 'windowClosed'; readonly says: string }
  | { readonly kind: 'giveUp'; readonly says: string; readonly tell?: string }
  | { readonly kind: 'pause'; readonly forMs: number; readonly tell: string; readonly says: string }
  | { readonly kind: 'stop'; readonly tell: string; readonly says: string };

type Row = {
  readonly codes: readonly (number | readonly [from: number, to: number])[];
  readonly reaction: Reaction;
};

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

const ASK_LESS: Reaction = {
  kind: 'slowDown',
  scope: 'transport',
  firstMs: MINUTE_MS,
  factor: 2,
  maxMs: 15 * MINUTE_MS,
  says: 'WhatsApp takes no more calls of this account just now.',
};

/** Decided on the code alone: titles change, and HTTP statuses are not always what the documentation says. */
export const ERROR_TABLE: readonly Row[] = [
  {
    codes: [0, 190],
    reaction: stop(
      'token_invalid',
      'WhatsApp refuses the access token. Enter a new one on the WhatsApp page.',
    ),
  },
  {
    codes: [3, 10, 131005, [200, 299]],
    reaction: stop(
      'permission',
      'The access token may not do this. Give its system user whatsapp_business_messaging and this account.',
    ),
  },
  {
    codes: [133010, 131045],
    reaction: stop(
      'number_not_registered',
      'This number is not registered with the Business Cloud API. Register it at Meta.',
    ),
  },
  {
    codes: [131031, 368],
    reaction: stop(
      'account_locked',
      'Meta has locked or restricted this WhatsApp account. See the Business Support page at Meta.',
    ),
  },
  {
    codes: [131042],
    reaction: stop('payment', 'Meta cannot charge this account. Add a way to pay at Meta.'),
  },
  {
    codes: [1, 2, 131000, 131016, 133004],
    reaction: { kind: 'retry', says: 'WhatsApp has a passing trouble.' },
  },
  { codes: [4, 80007], reaction: ASK_LESS },
  {
    codes: [130429],
    reaction: {
      kind: 'slowDown',
      scope: 'transport',
      firstMs: SECOND_MS,
      factor: 2,
      maxMs: MINUTE_MS,
      says: 'WhatsApp takes fewer messages per second.',
    },
  },
  {
    codes: [131056],
    reaction: {
      kind: 'slowDown',
      scope: 'chat',
      firstMs: 4 * SECOND_MS,
      factor: 4,
      maxMs: 1_024 * SECOND_MS,
      says: 'WhatsApp takes fewer messages to this person.',
    },
  },
  {
    codes: [131057],
    reaction: {
      kind: 'slowDown',
      scope: 'transport',
      firstMs: MINUTE_MS,
      factor: 1,
      maxMs: MINUTE_MS,
      says: 'Meta maintains this number just now.',
    },
  },
  {
    codes: [131048],
    reaction: {
      kind: 'pause',
      forMs: 15 * MINUTE_MS,
      tell: 'spam_limit',
      says: 'WhatsApp limits this number, because people blocked or reported it. See its quality at Meta.',
    },
  },
  {
    codes: [131047],
    reaction: { kind: 'windowClosed', says: 'This person has not written for 24 hours.' },
  },
  {
    codes: [131049, 130472],
    reaction: giveUp(
      'WhatsApp chose not to deliver this, so that the person is not written to too often. Try another way.',
    ),
  },
  {
    codes: [131026],
    reaction: giveUp(
      'This person cannot be reached: no WhatsApp there, an old version, or new terms not accepted. Check the number.',
    ),
  },
  {
    codes: [131021],
    reaction: giveUp('This is the number Plantline itself writes from. Correct the recipient.'),
  },
  {
    codes: [131030],
    reaction: giveUp(
      'A test number of Meta writes only to listed people. Add this person to the list at Meta.',
      'test_number',
    ),
  },
  {
    codes: [130497],
    // One stranger from such a country must not be able to silence everybody else.
    reaction: giveUp('Meta does not let this account write to that country.', 'country'),
  },
  {
    codes: [100, 131008, 131009, 131051],
    reaction: giveUp(
      'WhatsApp does not take this message as it is: a value or its kind is not accepted. See the code in the log.',
    ),
  },
  {
    codes: [131052, 131053],
    reaction: giveUp('WhatsApp cannot use this picture or file. Send it in another format.'),
  },
  {
    codes: [[132000, 132099]],
    reaction: giveUp(
      'WhatsApp does not take the template. Check its name, language, variables and approval at Meta.',
      'template_missing',
    ),
  },
];

/** The wrong phone number ID, by its subcode: nothing can be sent, and no message is to blame. */
const UNKNOWN_OBJECT = { code: 100, subcode: 33 };
const FIRST_SERVER_ERROR = 500;

export function reactionTo({ code, subcode, isTransient, httpStatus = 0 }: GraphError): Reaction {
  if (code === UNKNOWN_OBJECT.code && subcode === UNKNOWN_OBJECT.subcode) {
    return stop(
      'permission',
      'Meta does not know this phone number ID, or the token may not use it. Correct it on the WhatsApp page.',
    );
  }
  const row = ERROR_TABLE.find(({ codes }) => codes.some((own) => isOf(own, code)));
  if (row) return row.reaction;
  if (isTransient || httpStatus >= FIRST_SERVER_ERROR) {
    return { kind: 'retry', says: 'WhatsApp failed.' };
  }
  return giveUp(
    `WhatsApp refused this message (code ${code ?? 'none'}). See Meta’s list of error codes.`,
  );
}

function isOf(own: Row['codes'][number], code: number | undefined): boolean {
  if (code === undefined) return false;
  return typeof own === 'number' ? own === code : own[0] <= code && code <= own[1];
}

function stop(tell: string, says: string): Reaction {
  return { kind: 'stop', tell, says };
}

function giveUp(says: string, tell?: string): Reaction {
  return { kind: 'giveUp', says, ...(tell !== undefined && { tell }) };
}
