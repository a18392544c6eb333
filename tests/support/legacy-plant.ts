import { hashSync } from 'bcryptjs';
import type { LegacyRows, LegacyValue } from './legacy-database.ts';

/** The password of every invented user. */
export const LEGACY_PASSWORD = 'Turbin-Tujuh-8!';
/** Cost 12 as there, computed once; a lower one would do for nothing but time. */
const HASH = hashSync(LEGACY_PASSWORD, 12);

const ISO = '2025-10-02T01:02:03.456Z';
const TEXT = '2025-10-01 05:00:00';

export const SARI = '6281300000001';
export const BUDI = '6281300000002';
export const GROUP = '120363000000000001';

type Row = Readonly<Record<string, LegacyValue>>;

/** A connection as the admin page of the predecessor made it: a whole address, and one tag. */
export function piConnection(id: string, gatewayUrl: string, tag: string, more: Row = {}): Row {
  const url = `${gatewayUrl}/pi/trn?tag=${encodeURIComponent(tag)}&interval=1m&start=*-1h&end=*`;
  const config = { url, endpoint: url, defaultTag: tag };
  return { id, name: `PI ${tag}`, plugin: 'aveva-pi', config, created_at: TEXT, ...more };
}

/** A trigger as the last admin page made it (v3). */
export function piTrigger(
  id: string,
  name: string,
  source: string | null,
  query: string,
  more: object = {},
): Row {
  const config = {
    query,
    description: `Values of ${name}`,
    responsePrefix: name,
    parameters: [],
    ...more,
  };
  return { id, name, type: 'QUERY', config, data_source_id: source, created_at: TEXT };
}

export function selectTop(count: number, tag: string): string {
  return `SELECT TOP ${count} * FROM Point WHERE tag='${tag}' ORDER BY timestamp DESC;`;
}

/** A message as the bot kept it. */
export function message(id: string, sender: string, content: string, more: Row = {}): Row {
  const metadata = {
    isGroup: false,
    hasMedia: false,
    spam: false,
    spamReason: null,
    contact: {
      id: sender,
      name: 'Sari Wulandari',
      number: SARI,
      isMyContact: false,
      isBlocked: false,
    },
    timestamp: 1_759_366_923,
  };
  return {
    id,
    type: 'chat',
    content,
    sender,
    recipient: '6281300000099@c.us',
    status: 'sent',
    processed_at: ISO,
    metadata,
    created_at: ISO,
    ...more,
  };
}

/** A small plant of the predecessor's, with every shape of row that our reference describes. People are invented. */
export function legacyPlant(gatewayUrl: string, database: object = {}): LegacyRows {
  return {
    data_sources: [
      piConnection('conn-mf0aaaaa-11111', gatewayUrl, '8TMWATTSNET'),
      piConnection('conn-mf0bbbbb-22222', gatewayUrl, '7TMWATTSNET', {
        created_at: '2025-10-01 06:00:00',
      }),
      {
        id: 'conn-mf0ccccc-33333',
        name: 'Alarms',
        plugin: 'database',
        database_type: 'mysql',
        config: {
          host: '127.0.0.1',
          port: 3306,
          user: 'reader',
          database: 'plant',
          password: 'plain-Secret-1',
          connectionLimit: 10,
          connectTimeout: 60000,
          databaseType: 'mysql',
          ...database,
        },
        created_at: TEXT,
      },
      {
        id: 'ai-connection',
        name: 'AI',
        plugin: 'AI',
        config: { endpoint: 'http://10.0.0.9/ask ', apiKey: 'sk-plain', enabled: true },
        created_at: TEXT,
      },
    ],
    triggers: [
      piTrigger(
        'b-1759366923001-aaaaaaaaa',
        '8TM',
        'conn-mf0aaaaa-11111',
        selectTop(1, '8TMWATTSNET'),
      ),
      piTrigger(
        'b-1759366923002-bbbbbbbbb',
        '7EX20',
        'conn-mf0aaaaa-11111',
        selectTop(20, '7TMWATTSNET'),
        { interval: '1m' },
      ),
      piTrigger(
        'b-1759366923003-ccccccccc',
        'Data Alarms',
        'conn-mf0ccccc-33333',
        'SELECT * FROM alarms ORDER BY date DESC LIMIT 10;',
      ),
      {
        id: 't-1759366923004-ddddddddd',
        name: '7AGC',
        type: 'QUERY',
        config: {
          api_url: selectTop(1, '7AGC-MWSET'),
          method: 'GET',
          desc: 'AGC set point',
          responsePrefix: 'Set point',
          sample: [],
          meta: { created_by: 'sari' },
        },
        data_source_id: 'conn-mf0aaaaa-11111',
        created_at: ISO,
      },
      {
        id: 't-1759366923005-eeeeeeeee',
        name: 'tesgroub',
        type: 'COMPOSITE',
        config: {
          type: 'COMPOSITE',
          desc: 'Both units',
          responsePrefix: 'Both',
          composite_triggers: ['8tm', '7 agc', 'gone'],
          active: true,
          aliases: ['both'],
        },
        created_at: ISO,
      },
      {
        id: 't-1759366923006-fffffffff',
        name: '7net',
        type: 'API',
        config: {
          type: 'API',
          api_url: `${gatewayUrl}/pi/trn?tag=7TMWATTSNET&interval=1m&start=*-1h&end=*`,
          desc: 'Net load',
          responsePrefix: 'Net',
          aliases: [],
        },
        created_at: ISO,
      },
    ],
    trigger_groups: [
      { id: 'group-1759366923000-ggggggggg', name: 'grup uji', description: '', created_at: ISO },
    ],
    trigger_group_members: [
      { group_id: 'group-1759366923000-ggggggggg', trigger_id: 'b-1759366923001-aaaaaaaaa' },
      { group_id: 'group-1759366923000-ggggggggg', trigger_id: 'b-1759366923002-bbbbbbbbb' },
    ],
    ai_triggers: [
      {
        id: 'ai-1759366923000',
        prefix: '=',
        name: 'Ask',
        usage_count: 7,
        last_used: ISO,
        created_at: ISO,
      },
      { id: 'ai-1759366923001', prefix: '+ai=', name: 'Ask more', created_at: ISO },
    ],
    query_presets: [
      {
        id: 'preset-1h',
        name: 'Last hour',
        query_template: "SELECT TOP 60 * FROM Point WHERE tag='{tag}' ORDER BY timestamp DESC;",
        variables: ['tag'],
        created_at: ISO,
      },
    ],
    system_settings: [
      setting('enabled', 'true'),
      setting('windowSeconds', '4'),
      setting('maxMessagesPerWindow', '2'),
      setting('warningThreshold', '3'),
      setting('warningMessage', 'Pelan-pelan saja.'),
      setting('cooldownMinutes', '1'),
      setting('lastUpdated', ISO),
    ],
    contacts: [
      contact(`${SARI}@c.us`, 'Sari Wulandari', SARI),
      contact(`${BUDI}@c.us`, 'Budi Santoso', BUDI),
      contact(`${GROUP}@g.us`, 'Shift A', GROUP),
    ],
    messages: [
      message('3EB0AAAAAAAAAAAAAAAA', `${SARI}@c.us`, '8tm'),
      message('3EB0BBBBBBBBBBBBBBBB', '111222333444555@lid', '7ex20'),
      message('3EB0CCCCCCCCCCCCCCCC', `${BUDI}@c.us`, 'selamat pagi semua', {
        metadata: { isGroup: true, hasMedia: false },
      }),
    ],
    outgoing_messages: [
      {
        recipient: SARI,
        message: 'Terlalu cepat',
        type: 'auto_warning',
        status: 'sent',
        sent_at: ISO,
      },
      { recipient: `${BUDI}@c.us`, message: 'Halo', type: 'manual_send', status: 'pending' },
    ],
    users: [
      user('0a000000-0000-4000-8000-000000000001', 'sari', {
        full_name: 'Sari Wulandari',
        last_login: '2025-10-02 08:02:03.456',
        created_at: '2025-09-11 01:00:00',
      }),
      user('0a000000-0000-4000-8000-000000000002', 'budi', {
        last_login: '2025-10-02 01:02:03',
        created_by: '0a000000-0000-4000-8000-000000000001',
      }),
    ],
    audit_logs: [
      {
        id: '0b000000-0000-4000-8000-000000000001',
        user_id: '0a000000-0000-4000-8000-000000000001',
        action: 'login_success',
        details: { username: 'sari' },
        ip_address: '10.20.30.40',
        user_agent: 'Mozilla/5.0',
        timestamp: TEXT,
      },
      {
        id: '0b000000-0000-4000-8000-000000000002',
        action: 'message_sent',
        details: {
          recipient: { messageId: '3EB0AAAAAAAAAAAAAAAA', sender: `${SARI}@c.us` },
          messageType: '10.20.30.41',
        },
        ip_address: 'axios/1.12.2',
        user_agent: null,
        timestamp: TEXT,
      },
      {
        id: '0b000000-0000-4000-8000-000000000003',
        action: 'trigger_executed',
        details: {
          triggerId: 'b-1759366923001-aaaaaaaaa',
          executionResult: { rows: [{ value: 1 }], url: 'http://10.9.8.7:6066/pi/trn' },
          executionTime: 1759366923000,
          parameters: { triggerName: '8TM' },
        },
        ip_address: null,
        timestamp: TEXT,
      },
    ],
    sessions: [
      {
        user_id: '0a000000-0000-4000-8000-000000000001',
        token_hash: 'a'.repeat(64),
        expires_at: ISO,
      },
    ],
    whatsapp_status: [
      { id: 1, is_ready: 1, qr_data: { qrString: '2@abc', qrImage: 'data:image/png;base64,AAAA' } },
    ],
  };
}

function setting(key: string, value: string): Row {
  return { id: `spam_detection_${key}`, category: 'spam_detection', key, value };
}

function contact(id: string, name: string, phone: string): Row {
  return {
    id,
    name,
    phone,
    metadata: { isBusiness: false, isMyContact: false, isBlocked: false },
    created_at: ISO,
  };
}

function user(id: string, username: string, more: Row = {}): Row {
  return {
    id,
    username,
    password_hash: HASH,
    role: 'admin',
    created_at: TEXT,
    login_attempts: 4,
    locked_until: '2025-10-02T09:00:00.000Z',
    ...more,
  };
}
