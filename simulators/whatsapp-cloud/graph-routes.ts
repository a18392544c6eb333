import { createHash, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CloudWorld } from './cloud-world.ts';
import { type GraphError, graphError, toErrorBody } from './graph-error.ts';
import { parseMessageRequest } from './message-requests.ts';
import { takeMessage } from './take-message.ts';

/** What may be uploaded, and how large, as Meta states it. */
const MEDIA_MAX_BYTES: Readonly<Record<string, number>> = {
  'image/jpeg': 5e6,
  'image/png': 5e6,
  'text/plain': 1e8,
  'application/pdf': 1e8,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 1e8,
};

/** The routes of the Graph API that a business messages by. */
export function addGraphRoutes(app: FastifyInstance, world: CloudWorld): void {
  const { phoneNumberId, businessAccountId, accessToken } = world.options;
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );

  app.addHook('onRequest', async (request, reply) => {
    if (!/^\/v\d+\.\d+\//u.test(request.url)) return;
    if (world.faults.isDown === true) return cut(reply);
    if (world.faults.slowMs !== undefined) await pause(world.faults.slowMs);
    const isKnown = request.headers.authorization === `Bearer ${accessToken}`;
    if (!isKnown || world.faults.isTokenExpired === true) await refuse(reply, graphError(190));
  });

  app.post('/:version/:id/messages', async (request, reply) => {
    if (idOf(request) !== phoneNumberId) return await refuse(reply, graphError(100, 'Unknown id'));
    const fault = takeFault(world);
    if (fault === 'drop') return cut(reply);
    if (fault === 'lost') return reply.hijack();
    if (typeof fault === 'number') return await refuse(reply, graphError(fault));
    const parsed = parseMessageRequest(request.body);
    if (typeof parsed === 'string') {
      world.refused.push(parsed);
      return await refuse(reply, graphError(100, parsed));
    }
    if ('status' in parsed) {
      world.reads += 1;
      return { success: true };
    }
    const taken = takeMessage(world, parsed);
    if ('code' in taken) return await refuse(reply, taken);
    if (fault === 'late') return reply.hijack();
    return {
      messaging_product: 'whatsapp',
      contacts: [{ input: taken.to, wa_id: taken.to }],
      messages: [
        { id: taken.id, ...(taken.type === 'template' && { message_status: 'accepted' }) },
      ],
    };
  });

  app.post('/:version/:id/media', async (request, reply) => {
    const form = await new Response(new Uint8Array(request.body as Buffer), {
      headers: { 'content-type': request.headers['content-type'] ?? '' },
    }).formData();
    const file = form.get('file');
    if (!(file instanceof File) || form.get('messaging_product') !== 'whatsapp') {
      return await refuse(reply, graphError(100, 'file and messaging_product are required'));
    }
    const mimeType = file.type.split(';')[0] ?? '';
    const max = MEDIA_MAX_BYTES[mimeType];
    if (max === undefined || file.size > max) {
      return await refuse(reply, graphError(131053, `${mimeType}, ${file.size} bytes`));
    }
    const id = String(BigInt(`0x${randomUUID().replaceAll('-', '').slice(0, 14)}`));
    world.files.set(id, { bytes: Buffer.from(await file.arrayBuffer()), mimeType });
    return { id };
  });

  app.get('/:version/:id', async (request, reply) => {
    const id = idOf(request);
    if (id === phoneNumberId) {
      return {
        id,
        verified_name: 'Simulated plant',
        display_phone_number: '+1 555-000-0001',
        quality_rating: 'GREEN',
      };
    }
    const file = world.files.get(id);
    if (!file) return await refuse(reply, graphError(100, 'Unknown id'));
    return {
      messaging_product: 'whatsapp',
      id,
      url: `${request.protocol}://${request.host}/v1.0/${id}/bytes`,
      mime_type: file.mimeType,
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
      file_size: file.bytes.length,
    };
  });
  app.get('/:version/:id/bytes', async (request, reply) => {
    const file = world.files.get(idOf(request));
    if (!file) return await refuse(reply, graphError(100, 'Unknown id'));
    return await reply.type(file.mimeType).send(file.bytes);
  });
  app.delete('/:version/:id', async (request) => ({ success: world.files.delete(idOf(request)) }));

  app.get('/:version/:id/message_templates', async (request, reply) =>
    idOf(request) === businessAccountId
      ? {
          data: world.templates.map(({ name, language }) => ({
            name,
            language,
            status: 'APPROVED',
          })),
        }
      : await refuse(reply, graphError(100, 'Unknown id')),
  );
  app.get('/:version/:id/subscribed_apps', async () => ({
    data: [{ whatsapp_business_api_data: { id: '1', name: 'Simulated app' } }],
  }));
  app.post('/:version/:id/subscribed_apps', async () => ({ success: true }));
}

function idOf({ params }: FastifyRequest): string {
  return (params as { id: string }).id;
}

async function refuse(reply: FastifyReply, error: GraphError): Promise<FastifyReply> {
  return await reply.code(error.status).send(toErrorBody(error));
}

/** As when the network is gone in the middle. */
function cut(reply: FastifyReply): FastifyReply {
  reply.raw.destroy();
  return reply.hijack();
}

function takeFault(world: CloudWorld): 'late' | 'lost' | 'drop' | number | undefined {
  const fault = world.faults.sends ?? world.faults.sendCode;
  if (fault === undefined || world.faultsLeft <= 0) return undefined;
  world.faultsLeft -= 1;
  return fault;
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
