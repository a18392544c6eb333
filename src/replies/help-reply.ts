import type { Language, LocalText } from '../triggers/index.ts';
import type { BuiltReply } from './built-reply.ts';
import { localText } from './local-text.ts';
import { bold, plainText } from './message-text.ts';
import { paginate, type ReplyLine, ROWS_KEPT_MAX } from './paginate.ts';
import { say } from './say.ts';

/** A name a contact may send, and what it answers. */
export interface Offered {
  readonly name: string;
  readonly description?: LocalText | null | undefined;
}

/** What one contact may use; nothing else is named to them. */
export interface Offer {
  readonly groups: readonly Offered[];
  readonly triggers: readonly Offered[];
  readonly aiPrefixes?: readonly { readonly prefix: string; readonly name: string }[];
  /** A tag for the examples, when the contact may ask tags. */
  readonly exampleTag?: string | undefined;
  /** A name that takes a range after it, for the examples. */
  readonly exampleTrigger?: string | undefined;
}

const GROUPS_SHOWN = 6;
const TRIGGERS_SHOWN = 10;

/** What Plantline can do for this contact, on one screen of a phone or two. */
export function helpReply(offer: Offer, language: Language): BuiltReply {
  const { groups, triggers } = offer;
  const shown = [...groups.slice(0, GROUPS_SHOWN), ...triggers.slice(0, TRIGGERS_SHOWN)];
  const more = groups.length + triggers.length - shown.length;
  const lines = [say(language, 'helpTitle')];
  if (shown.length === 0) lines.push(say(language, 'helpNothing'));
  if (groups.length > 0) {
    lines.push(
      '',
      say(language, 'helpGroups'),
      ...offered(groups.slice(0, GROUPS_SHOWN), language),
    );
  }
  if (triggers.length > 0) {
    lines.push(
      '',
      say(language, 'helpTriggers'),
      ...offered(triggers.slice(0, TRIGGERS_SHOWN), language),
    );
  }
  if (more > 0) lines.push(say(language, 'helpMore', { count: more }));
  const example = plainText(offer.exampleTrigger ?? '', 60);
  if (example !== '') {
    const ranges = language === 'id' ? ['8 jam', 'kemarin', '20'] : ['8h', 'yesterday', '20'];
    const examples = ranges.map((range) => `${example} ${range}`).join(' · ');
    lines.push('', say(language, 'helpArguments'), examples);
  }
  lines.push('', say(language, 'helpAlso'), ...also(offer, language));
  return paginate({ language, head: [], rows: lines.map((text) => ({ text })) });
}

/** Every name this contact may send, a page at a time. */
export function listReply(offer: Offer, language: Language): BuiltReply {
  const names = [...offer.groups, ...offer.triggers];
  const rows: ReplyLine[] = offered(names.slice(0, ROWS_KEPT_MAX), language).map((text) => ({
    text,
  }));
  return paginate({
    language,
    head: [{ text: say(language, 'listTitle') }],
    rows: rows.length > 0 ? rows : [{ text: say(language, 'helpNothing') }],
    total: Math.max(names.length, 1),
    rowsPerPage: 30,
    isCounted: true,
  });
}

function offered(names: readonly Offered[], language: Language): readonly string[] {
  return names.map(({ name, description }) => {
    const text = plainText(localText(description, language), 60);
    return `• ${bold(plainText(name, 60))}${text === '' ? '' : ` – ${text}`}`;
  });
}

function also({ aiPrefixes = [], exampleTag }: Offer, language: Language): readonly string[] {
  const tag = plainText(exampleTag ?? '', 60);
  return [
    ...(tag === ''
      ? []
      : [
          say(language, 'helpTrend', { tag }),
          say(language, 'helpTag'),
          say(language, 'helpAlias', { tag }),
        ]),
    say(language, 'helpExcel'),
    ...aiPrefixes.map(({ prefix, name }) =>
      say(language, 'helpAi', { prefix: plainText(prefix, 20), name: plainText(name, 60) }),
    ),
    say(language, 'helpLanguage'),
    say(language, 'helpWhoAmI'),
  ];
}
