export {
  type Delivery,
  type DeliveryDeps,
  type ReadyTransport,
  type Reservation,
  createDelivery,
} from './deliver-due.ts';
export { createRecordDelivery } from './create-record-delivery.ts';
export { createNoteLines } from './create-note-lines.ts';
export { giveUpPending } from './give-up-pending.ts';
export { personWrote } from './progress.repository.ts';
export type { ReachableBy } from './choose-transport.ts';
export {
  type NewOutgoingMessage,
  enqueue,
  enqueueClaimed,
  findAnsweredBy,
  listNewestTo,
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
export { openStoredFile } from './open-stored-file.ts';
export { LOOKED_AT, removeOldMedia } from './remove-old-media.ts';
export { storeMedia } from './store-media.ts';
export {
  type ImportedOutgoing,
  insertImportedOutgoing,
  listKnownOutgoingKeys,
} from './imported-outgoing.repository.ts';
