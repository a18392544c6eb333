export { type Connection, findConnection, updateConnection } from './connection.repository.ts';
export {
  type Contact,
  type ContactChange,
  type Grants,
  NO_GRANTS,
  type NewContact,
  deleteContact,
  findContact,
  findContactByAddress,
  insertContact,
  listContacts,
  updateContact,
  upsertContactFromMessage,
} from './contacts.repository.ts';
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
export { phoneOfAddress } from './phone-of-address.ts';
