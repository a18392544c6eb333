import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { OutgoingFile } from '#sdk';
import type { Graph } from '../graph/create-graph.ts';
import type { GraphError } from '../graph/graph-error.ts';
import { cloudNoAnswer, cloudTryAgain, cloudWrongContent } from '../whatsapp-cloud.errors.ts';
import type { Notes } from './create-notes.ts';

const MB = 1_000_000;
const IMAGE_MAX_BYTES = 5 * MB;
const DOCUMENT_MAX_BYTES = 100 * MB;
const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** Kinds of file the network takes, and how large. CSV goes out as plain text, since it is not on its list. */
export const MEDIA: Readonly<Record<string, number>> = {
  'image/png': IMAGE_MAX_BYTES,
  'image/jpeg': IMAGE_MAX_BYTES,
  'application/pdf': DOCUMENT_MAX_BYTES,
  'text/plain': DOCUMENT_MAX_BYTES,
  'text/csv': DOCUMENT_MAX_BYTES,
  'application/msword': DOCUMENT_MAX_BYTES,
  'application/vnd.ms-excel': DOCUMENT_MAX_BYTES,
  'application/vnd.ms-powerpoint': DOCUMENT_MAX_BYTES,
  [`${OFFICE}.wordprocessingml.document`]: DOCUMENT_MAX_BYTES,
  [`${OFFICE}.spreadsheetml.sheet`]: DOCUMENT_MAX_BYTES,
  [`${OFFICE}.presentationml.presentation`]: DOCUMENT_MAX_BYTES,
};

/** A file at the network. `forget` is for an id that is no longer taken, though it should be. */
export type Uploaded = { readonly id: string; readonly wasKnown: boolean; forget(): Promise<void> };

export interface Media {
  /** Uploads it, unless the same bytes were uploaded within the last weeks. */
  upload(file: OutgoingFile, signal: AbortSignal): Promise<Uploaded>;
}

const Answer = z.object({ id: z.string().min(1) });

export function createMedia(
  graph: Graph,
  notes: Notes,
  phoneNumberId: string,
  errorOf: (error: GraphError) => Error,
): Media {
  return {
    async upload(file, signal) {
      const maxBytes = MEDIA[file.mimeType];
      if (maxBytes === undefined) {
        throw cloudWrongContent(
          `WhatsApp takes no files of the type ${file.mimeType}. Send it in another format.`,
        );
      }
      const bytes = await file.read();
      if (bytes.byteLength > maxBytes) {
        throw cloudWrongContent(
          `WhatsApp takes such files up to ${maxBytes / MB} MB. Send a smaller one.`,
        );
      }
      const mimeType = file.mimeType === 'text/csv' ? 'text/plain' : file.mimeType;
      const hash = createHash('sha256').update(bytes).digest('base64url');
      // The id is of one number: another one must not use it.
      const fingerprint = `${phoneNumberId}/${mimeType}/${hash}`;
      const forget = (): Promise<void> => notes.keepMediaId(fingerprint, null);
      const known = await notes.mediaId(fingerprint);
      if (known !== undefined) return { id: known, wasKnown: true, forget };
      const uploading = graph.upload(
        `/${phoneNumberId}/media`,
        { mimeType, fileName: file.fileName, bytes },
        signal,
      );
      // An upload without an answer may simply be done again: nobody sees it.
      const answer = await uploading.catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === cloudNoAnswer().code) {
          throw cloudTryAgain('WhatsApp did not take the file in time.', {});
        }
        throw error;
      });
      if (!answer.ok) throw errorOf(answer.error);
      const { id } = Answer.safeParse(answer.content).data ?? {};
      if (id === undefined)
        throw cloudTryAgain('WhatsApp’s answer to an upload is not understood.', {});
      await notes.keepMediaId(fingerprint, id);
      return { id, wasKnown: false, forget };
    },
  };
}
