import { apiError } from './errors.ts';
import { runBatch, type InnerRequest } from './batch.ts';
import { write, type PiReply, type PiRequest, type PiRoute } from './route.ts';
import { assetRoutes } from './routes/assets.routes.ts';
import { attributeRoutes } from './routes/attributes.routes.ts';
import { calculationRoutes } from './routes/calculation.routes.ts';
import { dataServerRoutes } from './routes/data-servers.routes.ts';
import { elementRoutes } from './routes/elements.routes.ts';
import { enumerationRoutes } from './routes/enumerations.routes.ts';
import { eventFrameRoutes } from './routes/event-frames.routes.ts';
import { pointRoutes } from './routes/points.routes.ts';
import { securityRoutes } from './routes/security.routes.ts';
import { streamSetRoutes } from './routes/stream-sets.routes.ts';
import { streamWriteRoutes } from './routes/stream-writes.routes.ts';
import { streamRoutes } from './routes/streams.routes.ts';
import { systemRoutes } from './routes/system.routes.ts';
import { templateRoutes } from './routes/templates.routes.ts';
import { unitRoutes } from './routes/units.routes.ts';
import { updateRoutes } from './routes/updates.routes.ts';
import type { World } from './world.ts';

/**
 * Every operation of the server but the WebSocket channels.
 * @param runInner answers one request of a batch
 */
export function allRoutes(
  world: World,
  runInner: (inner: InnerRequest, outer: PiRequest) => Promise<PiReply>,
): PiRoute[] {
  return [
    ...systemRoutes(world),
    ...dataServerRoutes(world),
    ...pointRoutes(world),
    ...enumerationRoutes(world),
    ...assetRoutes(world),
    ...elementRoutes(world),
    ...attributeRoutes(world),
    ...eventFrameRoutes(world),
    ...templateRoutes(world),
    ...unitRoutes(world),
    ...securityRoutes(),
    ...streamRoutes(world),
    ...streamSetRoutes(world),
    ...streamWriteRoutes(world),
    ...updateRoutes(world),
    ...calculationRoutes(world),
    write('POST', '/batch', async (request) => {
      if (request.body === undefined) throw apiError(400, 'The batch request has no body.');
      const replies = await runBatch(request.body, (inner) => runInner(inner, request));
      return { status: 207, body: replies };
    }),
  ];
}
