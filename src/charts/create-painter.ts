import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { withTimeLimit } from '../lib/with-time-limit.ts';
import { pictureGivenUp, pictureNotDrawn, pictureTookTooLong } from './charts.errors.ts';
import { createTurns } from './create-turns.ts';
import { fileNameOf } from './file-name-of.ts';
import type { Picture } from './picture.schema.ts';

export interface DrawnPicture {
  readonly bytes: Uint8Array;
  readonly mimeType: 'image/png';
  /** Such as `net-load-20261128-0702.png`. */
  readonly fileName: string;
}

export interface Painter {
  /**
   * Draws a picture as PNG in a thread of its own, so that answers never wait for it.
   *
   * @param signal ends the drawing at once
   * @throws AppError `charts.too_slow`, `charts.given_up`, `charts.not_drawn`: of this picture alone
   */
  draw(picture: Picture, signal?: AbortSignal): Promise<DrawnPicture>;
  /** Ends the threads. What is being drawn fails with `charts.given_up`. */
  close(): Promise<void>;
}

export interface PainterOptions {
  /** Threads at most; none runs before the first picture, and an idle one ends. By default a core is left for answers. */
  readonly workers?: number;
  /** For one picture, once it is its turn. */
  readonly limitMs?: number;
  readonly idleMs?: number;
  /** The thread's file, for tests of what a bad one does. */
  readonly worker?: URL;
}

const WORKERS = Math.min(Math.max(availableParallelism() - 1, 1), 4);
const EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const WORKER = new URL(`./paint.worker.${EXTENSION}`, import.meta.url);

/** Threads that draw pictures. A thread that crashes or hangs costs its picture, and is replaced. */
export function createPainter(options: PainterOptions = {}): Painter {
  const { workers = WORKERS, limitMs = 30_000, idleMs = 60_000, worker = WORKER } = options;
  const pool = new Piscina<Picture, Uint8Array>({
    filename: fileURLToPath(worker),
    name: 'paint',
    minThreads: 0,
    maxThreads: workers,
    idleTimeout: idleMs,
    // Without it an idle thread sleeps inside its last task, and a closed pool waits for it.
    atomics: 'disabled',
    // Pixels are outside the heap, and go when the small thing that holds them is collected: with a small young
    // generation soon enough to be used again, which measured both faster and smaller than 16 or 64 MB.
    resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 256 },
  });
  // A thread that dies between two pictures concerns nobody; while drawing, it rejects that picture.
  pool.on('error', () => {});
  const inTurn = createTurns(workers);
  const closing = new AbortController();

  return {
    async draw(picture, signal) {
      const outer = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])]);
      const bytes = await inTurn(async () => {
        try {
          return await withTimeLimit(limitMs, outer, async (inner) => {
            if (inner.aborted) throw pictureGivenUp();
            return await pool.run(picture, { signal: inner });
          });
        } catch (error) {
          if (outer.aborted) throw pictureGivenUp(error);
          if (isAbort(error)) throw pictureTookTooLong(limitMs, error);
          throw pictureNotDrawn(error);
        }
      }, outer);
      return { bytes, mimeType: 'image/png', fileName: fileNameOf(picture) };
    },
    async close() {
      closing.abort();
      await pool.destroy();
    },
  };
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
