export {
  type ReachableState,
  type Transports,
  type TransportsDeps,
  createTransports,
} from './create-transports.ts';
export { type Presence, createPresence, findPresent } from './create-presence.ts';
export { reencryptTransports } from './reencrypt-transports.ts';
export { type TroubleNotices, createTroubleNotices } from './create-trouble-notices.ts';
export { forgetLinkedDevice } from './forget-linked-device.ts';
export { prepareTransport } from './prepare-transport.ts';
export { listTransports, putTransport } from './transports.repository.ts';
export { type TransportRoutesDeps, transportRoutes } from './transports.routes.ts';
export type { TransportState } from './transports.schema.ts';
export { countStuckWebhookEvents } from './webhook-events.repository.ts';
export { webhookRoutes } from './webhook.routes.ts';
export { type WhatsappRoutesDeps, whatsappRoutes } from './whatsapp.routes.ts';
export type { WhatsappCode, WhatsappStatus } from './whatsapp.schema.ts';
