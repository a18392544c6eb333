import type { OutgoingMedia } from '#sdk';
import { type Painter, type Sheet, toSpreadsheet } from '../charts/index.ts';
import { removeOldMedia, storeMedia } from '../outbox/index.ts';
import { Attached, type AttachedSheets } from './attached.ts';

export interface MakeFileDeps {
  readonly draw: Painter['draw'];
  /** Where files are kept. */
  readonly folder: string;
  /** How long they are kept, where they are not sent: for ever when absent. */
  readonly keepForMs?: number;
}

/** Makes a file of what follows a reply, and keeps it. @throws when it is none of ours, or cannot be drawn or kept */
export type MakeFile = (attached: unknown, signal: AbortSignal) => Promise<OutgoingMedia>;

const SWEEP_EVERY_MS = 600_000;

export function createMakeFile({ draw, folder, keepForMs }: MakeFileDeps): MakeFile {
  let sweptAtMs = -Infinity;

  /** Where nothing is made nothing piles up, so it is looked when something is. */
  async function removeOld(keptMs: number): Promise<void> {
    if (performance.now() - sweptAtMs < SWEEP_EVERY_MS) return;
    sweptAtMs = performance.now();
    await removeOldMedia(folder, new Date(Date.now() - keptMs));
  }

  return async (stored, signal) => {
    const attached = Attached.parse(stored);
    const made =
      attached.kind === 'sheets'
        ? await toSpreadsheet(attached.sheets.map(toSheet), attached.format)
        : await draw(attached, signal);
    if (keepForMs !== undefined) await removeOld(keepForMs);
    const { url, mimeType, fileName } = await storeMedia(folder, {
      contentType: made.mimeType,
      fileName: made.fileName,
      bytes: [made.bytes],
    });
    return { url, mimeType, fileName };
  };
}

function toSheet({ about, rows, ...rest }: AttachedSheets['sheets'][number]): Sheet {
  return {
    ...rest,
    about: about.map(([label, value]) => [label, toText(toCell(value))] as const),
    rows: rows.map((row) => row.map(toCell)),
  };
}

type Cell = AttachedSheets['sheets'][number]['rows'][number][number];

function toCell(cell: Cell): Exclude<Cell, object> | Date {
  return typeof cell === 'object' && cell !== null ? new Date(cell.at) : cell;
}

function toText(cell: ReturnType<typeof toCell>): string | Date {
  return cell instanceof Date ? cell : String(cell ?? '');
}
