export type MediaKind = {
  readonly ending: string;
  /** As it is shown to browsers. */
  readonly mimeType: string;
  /** What a file of the kind begins with; a text has no beginning of its own. */
  readonly isBeginning?: (head: Buffer) => boolean;
  /** Whether it may be uploaded. */
  readonly isTaken: boolean;
};

/** The kinds of file that are sent, by how their names end. None of them is run by a browser. */
export const MEDIA_KINDS: readonly MediaKind[] = [
  {
    ending: 'png',
    mimeType: 'image/png',
    isBeginning: (head) => head.toString('latin1', 0, 8) === '\u0089PNG\r\n\u001A\n',
    isTaken: true,
  },
  {
    ending: 'jpg',
    mimeType: 'image/jpeg',
    isBeginning: (head) => head.toString('hex', 0, 3) === 'ffd8ff',
    isTaken: true,
  },
  {
    ending: 'webp',
    mimeType: 'image/webp',
    isBeginning: (head) =>
      head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP',
    isTaken: true,
  },
  { ending: 'gif', mimeType: 'image/gif', isTaken: false },
  {
    ending: 'pdf',
    mimeType: 'application/pdf',
    isBeginning: (head) => head.toString('latin1', 0, 5) === '%PDF-',
    isTaken: true,
  },
  { ending: 'csv', mimeType: 'text/csv; charset=utf-8', isTaken: true },
  { ending: 'txt', mimeType: 'text/plain; charset=utf-8', isTaken: true },
  {
    ending: 'xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    // A zip archive: what is in it only a spreadsheet program finds out.
    isBeginning: (head) => head.toString('latin1', 0, 4) === 'PK\u0003\u0004',
    isTaken: true,
  },
];

/** The kind of a content type as HTTP writes it, if files of it are taken. */
export function takenKind(contentType: string): MediaKind | undefined {
  const wanted = bareType(contentType);
  return MEDIA_KINDS.find(({ mimeType, isTaken }) => isTaken && bareType(mimeType) === wanted);
}

/** `text/csv; charset=utf-8` without what follows the type. */
export function bareType(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}
