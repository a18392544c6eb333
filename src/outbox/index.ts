export { type Delivery, type Reservation, createDelivery } from './deliver-due.ts';
export type { ReachableBy } from './choose-transport.ts';
export { transportNotConnected } from './outbox.errors.ts';
export {
  type NewOutgoingMessage,
  enqueue,
  enqueueClaimed,
  listReplies,
} from './outbox.repository.ts';
export {
  type OutgoingMessage,
  type OutgoingStatus,
  PRIORITY,
  type StoredFact,
} from './outgoing-message.ts';
export { countOutbox } from './outgoing-messages.repository.ts';
export {
  type OutgoingMessageRoutesDeps,
  outgoingMessageRoutes,
} from './outgoing-messages.routes.ts';
export { mediaRoutes } from './media.routes.ts';
