export { type Delivery, createDelivery } from './deliver-due.ts';
export { transportNotConnected } from './outbox.errors.ts';
export { type NewOutgoingMessage, enqueue, listReplies } from './outbox.repository.ts';
export {
  type OutgoingMessage,
  type OutgoingStatus,
  PRIORITY,
  type StoredFact,
} from './outgoing-message.ts';
