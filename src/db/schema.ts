import type { ColumnType, Generated } from 'kysely';

/** JSON column: parsed on the way out, anything JSON-able on the way in. */
export type Json = ColumnType<unknown, unknown, unknown>;
/** A column the database fills with the present instant when nothing is given. */
export type DefaultNow = ColumnType<Date, Date | undefined, Date>;

export type TestStatus = 'success' | 'failed' | 'pending';
export type ConnectionStatus = 'connected' | 'disconnected' | 'error' | 'unknown';
export type Role = 'admin' | 'user' | 'viewer';
export type ExecutionMode = 'parallel' | 'sequential';
export type ContactStatus = 'pending' | 'approved' | 'blocked';

/*
 * Every table on one page; docs/storage.md says what each added column is for. The columns above the blank line
 * of a table are a contract with other programs: none may be renamed, dropped or weakened.
 */

interface DataSources {
  id: string;
  name: string;
  plugin: string;
  database_type: string | null;
  config: Json;
  connection_status: Generated<ConnectionStatus>;
  last_tested_at: Date | null;
  test_status: TestStatus | null;
  test_error_message: string | null;
  active: Generated<boolean>;
  created_at: DefaultNow;
  updated_at: DefaultNow;
}

/** When a source ceased to answer, until it answers again, and whether the administrators were told. */
interface SourceTroubles {
  data_source_id: string;
  failing_since: Date;
  /** In words, for people. */
  reason: string;
  /** The kind of the error. */
  reason_kind: string;
  is_over: Generated<boolean>;
  /** Told that it ceased, and not yet that it is back. */
  is_told: Generated<boolean>;
  /** When they were last told that it ceased. */
  told_at: Date | null;
}

/** The newest good value of each tag that was asked, to be shown with its age after a restart too. */
interface LastGoodReadings {
  data_source_id: string;
  /** In lower case. */
  tag: string;
  /** `{ tag, reading }`. */
  reading: Json;
  updated_at: Date;
}

interface Triggers {
  id: string;
  name: string;
  type: string;
  config: Json;
  active: Generated<boolean>;
  data_source_id: string | null;
  created_at: DefaultNow;
  updated_at: DefaultNow;
}

interface TriggerGroups {
  id: string;
  name: string;
  description: string | null;
  execution_mode: Generated<ExecutionMode>;
  created_at: DefaultNow;
  updated_at: DefaultNow;
}

interface TriggerGroupMembers {
  id: Generated<number>;
  group_id: string;
  trigger_id: string;
  created_at: DefaultNow;

  position: Generated<number>;
}

/** One row for every name a message can be: what makes names unique across triggers and groups. */
interface AnswerNames {
  /** `key(name)`: lower case without white space. */
  key: string;
  trigger_id: string | null;
  group_id: string | null;
}

interface AiTriggers {
  id: string;
  type: Generated<string>;
  prefix: string;
  name: string;
  description: string | null;
  enabled: Generated<boolean>;
  usage_count: Generated<number>;
  last_used: Date | null;
  created_at: DefaultNow;
  updated_at: DefaultNow;
}

interface WhatsappStatus {
  id: Generated<number>;
  is_ready: Generated<boolean>;
  is_initializing: Generated<boolean>;
  bot_number: string | null;
  phone_number: string | null;
  bot_id: string | null;
  qr_data: string | null;
  last_update: DefaultNow;
  reconnect_attempts: Generated<number>;
  created_at: DefaultNow;
  updated_at: DefaultNow;
}

interface Messages {
  id: string;
  type: string;
  content: string | null;
  sender: string | null;
  recipient: string | null;
  status: Generated<string>;
  processed_at: Date | null;
  metadata: Json | null;
  created_at: DefaultNow;

  /** Where the answer goes: the sender's own chat or a group. */
  chat: string | null;
  transport: string | null;
  contact_id: string | null;
}

interface Contacts {
  id: string;
  name: string | null;
  phone: string | null;
  metadata: Json | null;
  created_at: DefaultNow;
  updated_at: DefaultNow;

  status: Generated<ContactStatus>;
  language: string | null;
  /** `{ all: true }`, or `{ groupIds: [...], sourceIds: [...] }`; either with `freeSql: true` or without. */
  grants: Json | null;
}

/** The addresses of a contact: phone, LID, BSUID or simulator. */
interface ContactIdentities {
  address: string;
  contact_id: string;
  created_at: DefaultNow;
}

/** What Plantline just asked or offered in a chat, so that `2` or `next` means something. */
interface PendingAnswers {
  /** `chat` and `sender` joined by a line feed. */
  id: string;
  state: Json;
  expires_at: Date;
  updated_at: DefaultNow;
}

export interface OutgoingMessages {
  id: Generated<number>;
  recipient: string;
  message: string;
  type: Generated<string>;
  status: Generated<string>;
  sent_at: Date | null;
  error_message: string | null;
  retry_count: Generated<number>;
  created_at: DefaultNow;

  transport: string | null;
  in_reply_to: string | null;
  facts: Json | null;
  media: Json | null;
  /** Highest first: 30 alarm, 20 reply, 10 manual, 0 bulk. */
  priority: Generated<number>;
  due_at: DefaultNow;
  claimed_until: Date | null;
  expires_at: Date | null;
  provider_id: string | null;
  idempotency_key: string | null;
  delivered_at: Date | null;
  read_at: Date | null;
  /** `[{ label, say }]`: the answers offered with the text. */
  choices: Json | null;
  /** How many messages on the wire it becomes, when it does not fit into one. */
  parts: Generated<number>;
  /** How many of them the network took so far. */
  parts_sent: Generated<number>;
  /** It was being sent when its process died, or the network did not say in time whether it took it. */
  is_in_doubt: Generated<boolean>;
  /** The network takes it only after the person has written something. */
  is_waiting_for_person: Generated<boolean>;
  /** A picture that is drawn when the message is sent; null once it is among the media. */
  picture: Json | null;
}

/** Other names of tags: everybody's, or one contact's own. */
interface TagAliases {
  id: string;
  alias: string;
  /** `alias` in the form in which aliases are compared. */
  alias_key: string;
  data_source_id: string;
  tag: string;
  contact_id: string | null;
  created_at: Date;
}

/** Which tag people chose after which words. */
interface TagChoices {
  words_key: string;
  data_source_id: string;
  tag: string;
  times: number;
  last_chosen_at: Date;
}

/** A language model that may answer questions. */
interface AiModels {
  id: string;
  name: string;
  kind: string;
  /** Its secret fields encrypted. */
  config: Json;
  active: Generated<boolean>;
  created_at: Date;
  updated_at: Date;
}

/** How a question in plain words was answered. */
interface AiAnswers {
  id: string;
  message_id: string | null;
  chat: string | null;
  sender: string | null;
  contact_id: string | null;
  ai_trigger_id: string | null;
  question: string;
  language: string;
  /** `built_in` or `model`. */
  path: string;
  /** `answered`, `asked`, `refused`, `unknown`, `replaced`, `failed`. */
  outcome: string;
  model: string | null;
  plan: Json | null;
  calls: Json | null;
  answer: string | null;
  input_tokens: number | null;
  output_tokens: number | null;
  cost_usd: number | null;
  ms: number;
  /** What the person thought of it, as a reaction: `good` or `bad`. */
  feedback: string | null;
  created_at: Date;
}

interface QueryPresets {
  id: string;
  name: string;
  query_template: string;
  variables: Json | null;
  is_default: Generated<boolean>;
  usage_count: Generated<number>;
  created_at: DefaultNow;
  updated_at: DefaultNow;
}

interface SystemSettings {
  id: string;
  category: string;
  key: string;
  value: string | null;
  created_at: DefaultNow;
  updated_at: DefaultNow;
}

interface Users {
  id: Generated<string>;
  username: string;
  password_hash: string;
  full_name: string | null;
  email: string | null;
  role: Generated<Role>;
  created_by: string | null;
  created_at: DefaultNow;
  last_login: Date | null;
  is_active: Generated<boolean>;
  login_attempts: Generated<number>;
  locked_until: Date | null;

  updated_at: Date | null;
  /** Encrypted for the row; it counts only once `second_factor_since` is set. */
  second_factor_secret: string | null;
  second_factor_since: Date | null;
  /** The time step of the last code taken, which is not taken again. */
  second_factor_step: number | null;
  /** Hashes of the codes not used yet. */
  recovery_codes: Json | null;
}

/** Wrong passwords in a row by name and address: a stranger elsewhere locks nobody out. */
interface LoginFailures {
  username: string;
  address: string;
  attempts: Generated<number>;
  locked_until: Date | null;
  /** When the right password last came from there. */
  last_login: Date | null;
  updated_at: DefaultNow;
}

/** What programs log in with: only the hash of a token is kept. */
interface ApiTokens {
  id: string;
  name: string;
  token_hash: string;
  role: Role;
  created_by: string | null;
  created_at: DefaultNow;
  expires_at: Date;
  last_used_at: Date | null;
}

interface AuditLogs {
  id: Generated<string>;
  user_id: string | null;
  action: string;
  details: Json | null;
  ip_address: string | null;
  user_agent: string | null;
  timestamp: DefaultNow;

  /** Its place in the chain, counted from 1 without a gap; null for entries older than the chain. */
  seq: number | null;
  /** The name of who did it, as it was then. */
  actor: string | null;
  previous_hash: string | null;
  hash: string | null;
}

/** The audit log's keys before the present one: the entries up to `until_seq` were written with it. */
interface AuditKeys {
  until_seq: number;
  /** Encrypted with the present key. */
  sealed_key: string;
  created_at: Date;
}

/** The newest entry that was removed for its age: where what is left of the chain begins. One row. */
interface AuditChain {
  id: Generated<number>;
  seq: number;
  hash: string;
  updated_at: DefaultNow;
}

/** How often a trigger was asked: apart from `triggers`, since a question is no change of one. */
interface TriggerUsage {
  trigger_id: string;
  usage_count: Generated<number>;
  last_used: Date | null;
  /** `answered`, or the code of the error that was told. */
  last_outcome: string | null;
}

interface Sessions {
  id: Generated<string>;
  user_id: string | null;
  token_hash: string | null;
  expires_at: Date | null;
  created_at: DefaultNow;
  ip_address: string | null;
  user_agent: string | null;
  is_active: Generated<boolean>;

  /** Of the token before the present one, which requests under way may still carry. */
  previous_token_hash: string | null;
  renewed_at: Date | null;
}

/** What an administrator set a transport up with. */
interface Transports {
  kind: string;
  /** Its secret fields encrypted. */
  config: Json;
  active: Generated<boolean>;
  created_at: DefaultNow;
  updated_at: DefaultNow;
}

/** What transports keep for themselves, such as the keys of a linked device; values are encrypted. */
interface TransportEntries {
  transport: string;
  kind: string;
  id: string;
  value: string;
  keep_until: Date | null;
}

/** What one process at a time may do, and until when which one does. */
interface Leases {
  name: string;
  holder: string;
  expires_at: Date;
}

/** What a network sent to our webhook, as it came, until it is dealt with. */
interface WebhookEvents {
  id: Generated<number>;
  transport: string;
  body: Uint8Array;
  attempts: Generated<number>;
  error_message: string | null;
  due_at: DefaultNow;
  created_at: DefaultNow;
}

/** What was sent that may cost, by UTC day. */
interface MessageCharges {
  /** `YYYY-MM-DD`. */
  day: string;
  transport: string;
  category: string;
  is_billable: boolean;
  messages: Generated<number>;
}

/** How often each kind of thing was changed: what is kept in memory is read again when its number moved. */
interface ChangeVersions {
  topic: string;
  version: Generated<number>;
}

export interface Schema {
  ai_answers: AiAnswers;
  ai_models: AiModels;
  ai_triggers: AiTriggers;
  answer_names: AnswerNames;
  api_tokens: ApiTokens;
  audit_chain: AuditChain;
  audit_keys: AuditKeys;
  audit_logs: AuditLogs;
  change_versions: ChangeVersions;
  contact_identities: ContactIdentities;
  contacts: Contacts;
  data_sources: DataSources;
  last_good_readings: LastGoodReadings;
  leases: Leases;
  login_failures: LoginFailures;
  message_charges: MessageCharges;
  messages: Messages;
  outgoing_messages: OutgoingMessages;
  pending_answers: PendingAnswers;
  query_presets: QueryPresets;
  sessions: Sessions;
  source_troubles: SourceTroubles;
  system_settings: SystemSettings;
  tag_aliases: TagAliases;
  tag_choices: TagChoices;
  transport_store: TransportEntries;
  transports: Transports;
  trigger_group_members: TriggerGroupMembers;
  trigger_groups: TriggerGroups;
  trigger_usage: TriggerUsage;
  triggers: Triggers;
  users: Users;
  webhook_events: WebhookEvents;
  whatsapp_status: WhatsappStatus;
}
