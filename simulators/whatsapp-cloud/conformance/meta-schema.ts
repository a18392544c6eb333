import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { correctMetaSchemas, type MetaSchemas } from './correct-meta-schema.ts';

const DOCUMENT = new URL(
  '../../../../shared/reference/meta-business-messaging-api-v23.yaml',
  import.meta.url,
);

/** Meta's name for each kind that Plantline sends, and for what the webhook is told. */
const SCHEMAS = {
  text: 'TextMessage',
  image: 'ImageMessage',
  document: 'DocumentMessage',
  interactive: 'InteractiveMessage',
  reaction: 'ReactionMessage',
  template: 'TemplateMessage',
  read: 'MarkMessageRequestPayload',
  webhook: 'WebhookPayload',
};
export type MetaKind = keyof typeof SCHEMAS;

interface Operation {
  readonly post: {
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': { readonly examples: Record<string, { value: MetaBody }> };
      };
    };
  };
}
export type MetaBody = Readonly<Record<string, unknown>>;

interface MetaDocument {
  /** What does not fit; empty when all does. */
  findFaults(kind: MetaKind, body: unknown): readonly string[];
  /** Meta's own examples of what is posted to a path, by name. */
  examplesOf(path: string): readonly (readonly [name: string, body: MetaBody])[];
}

let read: MetaDocument | undefined;

/** Meta's published description of the API, corrected; undefined where it is not beside the product. */
export function metaDocument(): MetaDocument | undefined {
  if (read === undefined && existsSync(DOCUMENT)) read = readDocument();
  return read;
}

/** What Meta's schema finds wrong with a body; undefined where there is no schema to ask. */
export function validateByMeta(kind: string, body: unknown): readonly string[] | undefined {
  return isMetaKind(kind) ? metaDocument()?.findFaults(kind, body) : [`unknown kind ${kind}`];
}

export function isMetaKind(kind: unknown): kind is MetaKind {
  return typeof kind === 'string' && Object.hasOwn(SCHEMAS, kind);
}

function readDocument(): MetaDocument {
  const { components, paths } = parse(readFileSync(DOCUMENT, 'utf8'), { maxAliasCount: -1 }) as {
    readonly components: { readonly schemas: MetaSchemas };
    readonly paths: Record<string, Operation>;
  };
  correctMetaSchemas(components.schemas);
  const ajv = new Ajv2020({
    strict: false,
    unicodeRegExp: false,
    discriminator: false,
    validateFormats: false,
    allErrors: true,
  });
  ajv.addSchema({ $id: 'meta', components: { schemas: components.schemas } });
  return {
    findFaults(kind, body) {
      const reference = `meta#/components/schemas/${SCHEMAS[kind]}`;
      const validate = ajv.getSchema(reference);
      if (!validate) throw new Error(`Meta's document has no ${SCHEMAS[kind]} any more.`);
      if (validate(body) === true) return [];
      return (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message ?? ''}`);
    },
    examplesOf: (path) =>
      Object.entries(paths[path]?.post.requestBody.content['application/json'].examples ?? {}).map(
        ([name, { value }]) => [name, value] as const,
      ),
  };
}
