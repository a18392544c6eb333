import { join } from 'node:path';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ErrorReply, IdParams } from '../lib/http/index.ts';
import { LOOKED_AT } from './remove-old-media.ts';
import { findMedia } from './find-media.ts';
import { mediaNotFound, mediaTooLarge } from './outbox.errors.ts';
import { StoredMedia, UploadQuery } from './outgoing-messages.schema.ts';
import { MEDIA_MAX_BYTES, storeMedia } from './store-media.ts';

/**
 * `GET /media/:id`: a picture or file that was sent, or drawn for somebody who only looked; `POST /media`: one to be sent.
 *
 * @param folder where they are, by id and the ending of their kind: `<id>.png`
 */
export function mediaRoutes({ folder }: { readonly folder: string }): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/media/:id',
      {
        schema: {
          tags: ['outbox'],
          summary: 'Show a picture or file that was sent',
          params: IdParams,
          response: {
            200: {
              description: 'The file as it was sent.',
              content: { 'application/octet-stream': { schema: z.string() } },
            },
          },
        },
      },
      async ({ params: { id } }, reply) => {
        const found =
          (await findMedia(folder, id)) ?? (await findMedia(join(folder, LOOKED_AT), id));
        if (!found) throw mediaNotFound();
        const { file, sizeBytes, mimeType, fileName } = found;
        const place = mimeType.startsWith('image/') ? 'inline' : 'attachment';
        // A stream goes out as it is, past the schema.
        return await reply
          .type(mimeType)
          .header('content-length', sizeBytes)
          .header('content-disposition', `${place}; filename="${fileName}"`)
          .header('x-content-type-options', 'nosniff')
          .send(file.createReadStream() as never);
      },
    );

    await app.register(uploadRoute(folder));
  };
}

/** In a scope of its own: nowhere else is a body taken as it comes. */
function uploadRoute(folder: string): FastifyPluginAsyncZod {
  return async (app) => {
    app.removeAllContentTypeParsers();
    // It is read from the wire while it is checked and written, never kept in memory as a whole.
    app.addContentTypeParser('*', (_request, _payload, done) => done(null));
    app.post(
      '/media',
      {
        schema: {
          tags: ['outbox'],
          summary: 'Upload a picture or file, to send it with a message',
          description: 'The body is the file itself, and its Content-Type the kind.',
          querystring: UploadQuery,
          response: { 201: StoredMedia, '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        // Whoever is refused may still be sending: they are told, and then hung up on.
        void reply.header('connection', 'close');
        const sizeBytes = Number(request.headers['content-length'] ?? 0);
        if (sizeBytes > MEDIA_MAX_BYTES) throw mediaTooLarge(MEDIA_MAX_BYTES);
        const stored = await storeMedia(folder, {
          contentType: request.headers['content-type'] ?? '',
          fileName: request.query.fileName,
          bytes: request.raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>,
        });
        return await reply.removeHeader('connection').code(201).send(stored);
      },
    );
  };
}
