import type { OutgoingMessage } from './outgoing-message.ts';

export type NoteLines = {
  /** For a message that leaves so long after it was written that its numbers are old; undefined for others. */
  lateLine(message: Pick<OutgoingMessage, 'createdAt'>, now: Date): string | undefined;
  /** In place of a file that could not be sent: nobody shall wait for it. */
  leftOutLine(fileName: string): string;
};

/** Up to this it is said in minutes how late something is. */
const MINUTES_UP_TO = 90;

const WORDS = {
  en: {
    late: (when: string, ago: string) => `⏱ Sent late: written ${when}, ${ago} ago.`,
    minutes: (count: number) => `${count} min`,
    hours: (count: number) => `${count} h`,
    leftOut: (name: string) => `(The file ${name} could not be sent here.)`,
  },
  id: {
    late: (when: string, ago: string) => `⏱ Terlambat dikirim: ditulis ${when}, ${ago} yang lalu.`,
    minutes: (count: number) => `${count} menit`,
    hours: (count: number) => `${count} jam`,
    leftOut: (name: string) => `(Berkas ${name} tidak dapat dikirim di sini.)`,
  },
} as const;

/** The words the outbox itself puts into messages, in the language and time zone of the site. */
export function createNoteLines(deps: {
  readonly language: keyof typeof WORDS;
  /** An instant as replies write it, with its day when that is another than now's, and its zone. */
  readonly formatTime: (instant: Date, now: Date) => string;
  /** No message is late when 0. */
  readonly lateAfterMinutes: () => number;
}): NoteLines {
  const words = WORDS[deps.language];
  return {
    lateLine({ createdAt }, now) {
      const lateMinutes = Math.floor((now.getTime() - createdAt.getTime()) / 60_000);
      const allowed = deps.lateAfterMinutes();
      if (allowed <= 0 || lateMinutes < allowed) return undefined;
      const ago =
        lateMinutes > MINUTES_UP_TO
          ? words.hours(Math.round(lateMinutes / 60))
          : words.minutes(lateMinutes);
      return words.late(deps.formatTime(createdAt, now), ago);
    },
    leftOutLine: words.leftOut,
  };
}
