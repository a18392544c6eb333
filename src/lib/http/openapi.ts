import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { VERSION } from '../version.ts';
import { describeRoute } from './describe-route.ts';

/**
 * Describes every route registered after it as OpenAPI 3.1, made from the routes' own schemas when first asked: as a
 * document at `/api/openapi.json`, and as a page at `/api/docs` that loads nothing from elsewhere.
 */
export async function registerOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Plantline',
        version: VERSION,
        description: 'Ask your plant by WhatsApp. Plantline only reads plant systems.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'plantline_session' },
          bearer: {
            type: 'http',
            scheme: 'bearer',
            description: 'An API token (`plt_…`) that an admin made under `/api/v1/api-tokens`.',
          },
        },
      },
      security: [{ session: [] }, { bearer: [] }],
    },
    transform: describeRoute,
    transformObject: (document) => withoutUnusedSchemas(jsonSchemaTransformObject(document)),
  });
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/openapi.json',
    {
      schema: {
        tags: ['health'],
        summary: 'Read this document',
        response: { 200: z.looseObject({ openapi: z.literal('3.1.0') }) },
      },
      serializerCompiler: () => JSON.stringify,
    },
    () => app.swagger() as { openapi: '3.1.0' },
  );
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    theme: { title: 'Plantline API' },
    uiConfig: { layout: 'BaseLayout', deepLinking: true, displayRequestDuration: true },
  });
}

type Document = ReturnType<typeof jsonSchemaTransformObject>;

/** Every schema is offered in the form read and the form written; only what a route refers to is kept. */
function withoutUnusedSchemas(document: Document): Document {
  const components = 'components' in document ? document.components : undefined;
  const schemas = components?.schemas;
  if (!schemas) return document;
  const used = new Set<string>();
  const collect = (part: unknown): void => {
    for (const [, name = ''] of JSON.stringify(part ?? null).matchAll(
      /#\/components\/schemas\/(\w+)/g,
    )) {
      if (used.has(name)) continue;
      used.add(name);
      collect(schemas[name]);
    }
  };
  collect(document.paths);
  return {
    ...document,
    components: {
      ...components,
      schemas: Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name))),
    },
  } as Document;
}
