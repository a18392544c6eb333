export {
  type Contact,
  type Grants,
  NO_GRANTS,
  deleteContact,
  findContact,
  findContactByAddress,
  insertContact,
  listContacts,
  updateContact,
} from './contacts.repository.ts';
export { upsertContactFromMessage } from './upsert-contact-from-message.ts';
export {
  type MessageStatus,
  type StoredMessage,
  findMessage,
  listUnprocessed,
  markProcessed,
  recordIncoming,
} from './messages.repository.ts';
export {
  type Conversation,
  clearPendingAnswer,
  deleteExpiredPendingAnswers,
  findPendingAnswer,
  setPendingAnswer,
} from './pending-answers.repository.ts';
export type { ReadGrantable } from './check-grants.ts';
export { type ContactRoutesDeps, contactRoutes } from './contacts.routes.ts';
export { countContacts } from './listed-contacts.repository.ts';
export { type MessageTally, tallyMessages } from './message-tally.repository.ts';
export type { WelcomeText } from './welcome-approved.ts';
export {
  type ListedMessage,
  type MessageFilter,
  findListedMessage,
  pageMessages,
} from './listed-messages.repository.ts';
export { nameContacts } from './name-contacts.repository.ts';
export { messageNotFound } from './chat.errors.ts';
export { phoneOfAddress } from './phone-of-address.ts';
export {
  type ImportedContact,
  type KnownContacts,
  insertImportedContacts,
  readKnownContacts,
} from './imported-contacts.repository.ts';
export {
  type ImportedMessage,
  insertImportedMessages,
  listKnownMessageIds,
} from './imported-messages.repository.ts';
