export { type Delivery, type Reservation, createDelivery } from './deliver-due.ts';
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
