import { z } from 'zod';
import { DEFAULT_SHIFTS, SiteShifts } from './site-shifts.ts';

/** Every setting an admin may change while Plantline runs: `category.key`, its shape, its default and its meaning. */
export const SETTING_DEFINITIONS = {
  'access.mode': {
    schema: z.enum(['approval', 'open', 'closed']),
    default: 'approval',
    meaning: 'Who may ask: strangers after approval, everybody, or only who is approved already.',
  },
  'spam_detection.enabled': {
    schema: z.boolean(),
    default: true,
    meaning: 'Whether too many messages at once are held back.',
  },
  'spam_detection.windowSeconds': {
    schema: z.int().min(1).max(3_600),
    default: 10,
    meaning: 'Length of the window in which a sender’s messages are counted.',
  },
  'spam_detection.maxMessagesPerWindow': {
    schema: z.int().min(1).max(1_000),
    default: 6,
    meaning: 'Messages of one sender that are answered in a window.',
  },
  'spam_detection.warningThreshold': {
    schema: z.int().min(1).max(1_000),
    default: 8,
    meaning: 'Messages in a window at which the sender is warned.',
  },
  'spam_detection.warningMessage': {
    schema: z.string().trim().min(1).max(500),
    default:
      'That is a lot of messages at once. Please wait a moment before you ask again. / Terlalu banyak pesan sekaligus. Mohon tunggu sebentar sebelum bertanya lagi.',
    meaning: 'What the warning says.',
  },
  'spam_detection.cooldownMinutes': {
    schema: z.int().min(0).max(1_440),
    default: 1,
    meaning: 'A sender is warned at most once in this time.',
  },
  'messages.lateAfterMinutes': {
    schema: z.int().min(0).max(10_080),
    default: 15,
    meaning:
      'A question that reaches Plantline later than this is not answered, and whoever asked is told so; 0 answers all.',
  },
  'outbox.lateAfterMinutes': {
    schema: z.int().min(0).max(10_080),
    default: 10,
    meaning:
      'A message that is sent later than this begins with a line that says so; 0 never says so.',
  },
  'notices.recipient': {
    schema: z
      .string()
      .trim()
      .max(128)
      .regex(/^[^\s\p{C}]*$/u, { error: 'An address has no blanks.' }),
    default: '',
    meaning:
      'Who is told by message when a transport needs an administrator, or a data source ceases to answer and is back, such as +6281200000001; empty for nobody.',
  },
  'sources.checkEverySeconds': {
    schema: z.int().min(10).max(3_600),
    default: 60,
    meaning:
      'How often a data source that nobody asks is checked, give or take a fifth; one that fails is looked at within a minute, one that refuses the log-in every half hour.',
  },
  'site.shifts': {
    schema: SiteShifts,
    default: DEFAULT_SHIFTS,
    meaning:
      'Shifts of the site, by name and local time of their start, for questions such as “average load of the night shift”: a JSON list; a slash parts the names of one shift.',
  },
  'ai.model': {
    schema: z.string().trim().max(100),
    default: '',
    meaning:
      'Name of the language model that answers questions in plain words; empty for the newest that is switched on. Without any, Plantline’s own understanding answers.',
  },
  'ai.timeLimitSeconds': {
    schema: z.int().min(1).max(9),
    default: 7,
    meaning:
      'How long a model may take for a question; after that Plantline’s own understanding answers it.',
  },
  'ai.tokensPerQuestion': {
    schema: z.int().min(1_000).max(1_000_000),
    default: 60_000,
    meaning: 'Tokens a model may use for one question, read and written.',
  },
  'ai.tokensPerContactDay': {
    schema: z.int().min(0).max(100_000_000),
    default: 1_000_000,
    meaning: 'Tokens the questions of one person may use in a day of the site.',
  },
  'ai.tokensPerDay': {
    schema: z.int().min(0).max(1_000_000_000),
    default: 10_000_000,
    meaning: 'Tokens all questions may use in a day of the site.',
  },
  'ai.usdPerQuestion': {
    schema: z.number().min(0).max(1_000),
    default: 0.25,
    meaning: 'What a model may cost for one question, by the prices of its connection.',
  },
  'ai.usdPerContactDay': {
    schema: z.number().min(0).max(10_000),
    default: 2,
    meaning: 'What the questions of one person may cost in a day of the site.',
  },
  'ai.usdPerDay': {
    schema: z.number().min(0).max(100_000),
    default: 20,
    meaning: 'What all questions may cost in a day of the site.',
  },
  'audit.retentionDays': {
    schema: z.int().min(1).max(3_650),
    default: 90,
    meaning: 'Days that entries of the audit log are kept; older ones are removed every hour.',
  },
} as const;

export type SettingName = keyof typeof SETTING_DEFINITIONS;
export type SettingValue<N extends SettingName> = z.output<
  (typeof SETTING_DEFINITIONS)[N]['schema']
>;
export type SettingValues = { readonly [N in SettingName]: SettingValue<N> };

export const SETTING_NAMES = Object.keys(SETTING_DEFINITIONS) as readonly SettingName[];

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTING_DEFINITIONS, name);
}
