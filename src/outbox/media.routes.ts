import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { IdParams } from '../lib/http/index.ts';
import { findMedia } from './find-media.ts';
import { mediaNotFound } from './outbox.errors.ts';

/**
 * `GET /media/:id`: a picture or file that was sent.
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
        const found = await findMedia(folder, id);
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
  };
}
