import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ErrorReply, IdParams, actorOf, csvOf } from '../lib/http/index.ts';
import type { Imports } from './create-imports.ts';
import { importNotReady, pieceTooLarge } from './imports.errors.ts';
import {
  Import,
  ImportChoices,
  type ImportReport,
  Imports as ImportList,
  NewImport,
  ReportQuery,
  UploadOffset,
} from './imports.schema.ts';

const TAGS = { tags: ['imports'] };
/** A piece of a file; whoever uploads chooses how large, up to this. */
const PIECE_MAX_BYTES = 8 * 2 ** 20;

/** `/imports`: moving over from the predecessor, in a browser. For admins only. */
export function importRoutes({ imports }: { readonly imports: Imports }): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/imports',
      {
        schema: {
          ...TAGS,
          summary: 'List imports: the one that is being prepared, runs or has run',
          response: { 200: ImportList, '4xx': ErrorReply },
        },
      },
      async () => ({
        items: imports.list().map((one) => ({ ...one, report: null })),
        nextCursor: null,
      }),
    );

    app.get(
      '/imports/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Show an import, how far it is, and its report',
          params: IdParams,
          response: { 200: Import, '4xx': ErrorReply },
        },
      },
      async ({ params: { id } }) => imports.find(id),
    );

    app.post(
      '/imports',
      {
        schema: {
          ...TAGS,
          summary: 'Begin to upload a predecessor’s app.db',
          description: 'Then send its bytes in pieces to `/imports/:id/content`, in their order.',
          body: NewImport,
          response: { 201: Import, '4xx': ErrorReply },
        },
      },
      async (request, reply) => await reply.code(201).send(await imports.begin(request.body)),
    );

    app.post(
      '/imports/:id/run',
      {
        schema: {
          ...TAGS,
          summary: 'Bring what the dry run reported, with the roles chosen',
          description:
            'Answers at once; `GET /imports/:id` and the event `change` tell how far it is.',
          params: IdParams,
          body: ImportChoices,
          response: { 202: Import, '4xx': ErrorReply },
        },
      },
      async (request, reply) =>
        await reply.code(202).send(imports.run(request.params.id, request.body, actorOf(request))),
    );

    app.get(
      '/imports/:id/report',
      {
        schema: {
          ...TAGS,
          summary: 'Download the report, row by row',
          params: IdParams,
          querystring: ReportQuery,
          response: {
            200: {
              description: 'The report as JSON, or its lines as CSV.',
              content: { 'application/octet-stream': { schema: z.string() } },
            },
          },
        },
      },
      async ({ params: { id }, query: { format } }, reply) => {
        const { report } = imports.find(id);
        if (!report) throw importNotReady();
        void reply.header('content-disposition', `attachment; filename="import-report.${format}"`);
        if (format === 'json') {
          const text = Buffer.from(JSON.stringify(report, null, 2));
          return await reply.type('application/json; charset=utf-8').send(text as never);
        }
        const csv = csvOf(linesOf(report), ['table', 'id', 'name', 'outcome', 'notes']);
        return await reply.type('text/csv; charset=utf-8').send(csv as never);
      },
    );

    app.delete(
      '/imports/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Forget an import that does not run, and its file',
          params: IdParams,
          response: { 204: z.undefined(), '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        await imports.remove(request.params.id);
        return await reply.code(204).send();
      },
    );

    await app.register(uploadRoute(imports));
  };
}

async function* linesOf({ lines }: ImportReport): AsyncGenerator<readonly object[]> {
  yield lines.map((line) => ({ ...line, notes: line.notes.join(' ') }));
}

/** In a scope of its own: a body is taken as it comes here, and is far larger than elsewhere. */
function uploadRoute(imports: Imports): FastifyPluginAsyncZod {
  return async (app) => {
    app.removeAllContentTypeParsers();
    // It goes from the wire to the disk, never into memory as a whole.
    app.addContentTypeParser('*', (_request, _payload, done) => done(null));
    app.post(
      '/imports/:id/content',
      {
        bodyLimit: PIECE_MAX_BYTES,
        schema: {
          ...TAGS,
          summary: 'Upload the next piece of the file',
          description:
            'The body is the bytes from `offset` on, at most 8 MiB of them. After the last piece the dry run begins.',
          params: IdParams,
          querystring: UploadOffset,
          response: { 200: Import, '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        // Whoever is refused may still be sending: they are told, and then hung up on.
        void reply.header('connection', 'close');
        const bytes = request.raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
        const { offset } = request.query;
        const taken = await imports.take(request.params.id, offset, limited(bytes));
        return await reply.removeHeader('connection').code(200).send(taken);
      },
    );
  };
}

async function* limited(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > PIECE_MAX_BYTES) throw pieceTooLarge(PIECE_MAX_BYTES);
    yield chunk;
  }
}
