/** The schemas of Meta's OpenAPI document, by name, as they were read. */
export type MetaSchemas = Record<string, Record<string, unknown>>;

/**
 * Corrects Meta's published schemas in place, where their own official examples contradict them or the documentation is
 * newer: OpenAPI v23, November 2025. Each correction says why. What is left is as strict as Meta wrote it.
 */
export function correctMetaSchemas(schemas: MetaSchemas): void {
  closeWholes(schemas);
  allowUserIds(schemas);
  allowHiddenRecipients(schemas);
  // `policy` is deprecated; Meta's own template examples leave it out.
  schema(schemas, 'LanguageObject')['required'] = ['code'];
  for (const name of ['TemplateComponent', 'ButtonComponent']) fixIndex(schemas[name]);
  // Hosts without a top-level domain are addresses too, and this format knows none.
  dropUrlFormats(schemas);
  const media = schema(schemas, 'MediaObject');
  media['properties'] = {
    caption: { type: 'string' },
    filename: { type: 'string' },
    ...(media['properties'] as object),
  };
  tightenText(schemas);
  const read = schema(schemas, 'MarkMessageRequestPayload')['properties'] as object;
  // Documented, and shown in an example, but not in the schema.
  Object.assign(read, {
    typing_indicator: {
      type: 'object',
      required: ['type'],
      properties: { type: { const: 'text' } },
    },
  });
  freeIncomingMessages(schemas);
}

/** Each part forbids what the others allow, so nothing would fit: what is forbidden is forbidden to the whole. */
function closeWholes(schemas: MetaSchemas): void {
  for (const whole of Object.values(schemas)) {
    const parts = whole['allOf'] as Record<string, unknown>[] | undefined;
    const closed = parts?.filter((part) => part['additionalProperties'] === false) ?? [];
    for (const part of closed) delete part['additionalProperties'];
    if (closed.length > 0) whole['unevaluatedProperties'] = false;
  }
}

/** Business-scoped ids came in 2026; `recipient_type` was never required by the API itself. */
function allowUserIds(schemas: MetaSchemas): void {
  const base = schema(schemas, 'BaseMessageProperties');
  base['required'] = ['messaging_product', 'type'];
  base['anyOf'] = [{ required: ['to'] }, { required: ['recipient'] }];
  Object.assign(base['properties'] as object, {
    recipient: { type: 'string' },
    biz_opaque_callback_data: { type: 'string' },
  });
}

/** A status of who hides the phone names that person by the id, which is newer than the schema. */
function allowHiddenRecipients(schemas: MetaSchemas): void {
  const statuses = schema(schemas, 'Statuses');
  const required = statuses['required'] as readonly string[];
  statuses['required'] = required.filter((name) => name !== 'recipient_id');
  statuses['anyOf'] = [{ required: ['recipient_id'] }, { required: ['recipient_user_id'] }];
  Object.assign(statuses['properties'] as object, { recipient_user_id: { type: 'string' } });
}

/** The pattern is a set of characters that was meant as a list of numbers. */
function fixIndex(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const node = value as Record<string, unknown>;
  if (node['pattern'] === '^[2-6, 11-14]$') {
    node['pattern'] = '^[0-9]$';
    node['type'] = ['string', 'integer'];
  }
  for (const child of Object.values(node)) fixIndex(child);
}

function dropUrlFormats(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const node = value as Record<string, unknown>;
  if (node['format'] === 'url' || node['format'] === 'uri') delete node['format'];
  for (const child of Object.values(node)) dropUrlFormats(child);
}

/** The schema lets a text be missing, or longer than WhatsApp takes. */
function tightenText(schemas: MetaSchemas): void {
  const parts = schema(schemas, 'TextMessage')['allOf'] as {
    properties?: { text?: Record<string, unknown> };
  }[];
  const text = parts.find(({ properties }) => properties?.text)?.properties?.text;
  if (!text) throw new Error('TextMessage is not as it was.');
  text['required'] = ['body'];
  (text['properties'] as { body: Record<string, unknown> }).body['maxLength'] = 4_096;
}

/** Incoming messages are described by what is sent, so that none of Meta's own examples fits. */
function freeIncomingMessages(schemas: MetaSchemas): void {
  schemas['IncomingMessage'] = {
    type: 'object',
    required: ['id', 'timestamp', 'type'],
    anyOf: [{ required: ['from'] }, { required: ['from_user_id'] }],
    properties: {
      id: { type: 'string' },
      from: { type: 'string' },
      from_user_id: { type: 'string' },
      timestamp: { type: 'string', pattern: '^[0-9]+$' },
      type: { type: 'string' },
      context: { type: 'object' },
    },
  };
}

function schema(schemas: MetaSchemas, name: string): Record<string, unknown> {
  const found = schemas[name];
  if (!found) throw new Error(`Meta's document has no ${name} any more.`);
  return found;
}
