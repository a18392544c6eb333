import {
  type BinaryNode,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  S_WHATSAPP_NET,
} from 'baileys';
import { addPreKeys, setSignedPreKey } from './account.ts';
import { answerUsync } from './answer-usync.ts';
import type { Connection } from './connection.ts';
import { groupNode } from './group-node.ts';
import { makeKeyBundle } from './key-bundle.ts';
import { becomeActive } from './log-in.ts';
import { pairByCode } from './pairing.ts';
import { toSeconds } from './seconds.ts';
import type { World } from './world.ts';

type Content = BinaryNode[] | undefined;

/** Answers a query of the client; what is not known is answered with nothing. */
export async function answerQuery(
  world: World,
  connection: Connection,
  query: BinaryNode,
): Promise<void> {
  const child = Array.isArray(query.content) ? query.content[0] : undefined;
  const content = await contentFor(world, connection, query, child);
  connection.send({
    tag: 'iq',
    attrs: {
      from: query.attrs['to'] ?? S_WHATSAPP_NET,
      id: query.attrs['id'] ?? '',
      type: 'result',
      t: toSeconds(),
    },
    ...(content && { content }),
  });
  if (query.attrs['xmlns'] === 'passive' && child?.tag === 'active') {
    await becomeActive(world, connection);
  }
}

async function contentFor(
  world: World,
  connection: Connection,
  query: BinaryNode,
  child: BinaryNode | undefined,
): Promise<Content> {
  switch (query.attrs['xmlns']) {
    case 'encrypt':
      return answerKeys(world, query, child);
    case 'usync':
      return child && answerUsync(world, child);
    case 'w:g2':
      return answerGroups(world, query, child);
    case 'w:m':
      return mediaConnection(world.media.host);
    case 'w:sync:app:state':
      // What clients ask for once they took in the history.
      connection.tookHistoryAtMs ??= Date.now();
      return emptyCollections(child);
    case 'abt':
      return [{ tag: 'props', attrs: { hash: 'sim' }, content: [] }];
    case 'blocklist':
      return [{ tag: 'list', attrs: {}, content: [] }];
    case 'privacy':
      return privacySettings();
    case 'md':
      if (child?.tag === 'link_code_companion_reg') return pairByCode(world, connection, child);
      if (child?.tag === 'remove-companion-device') world.account = null;
      return undefined;
    default:
      return undefined;
  }
}

async function answerKeys(
  world: World,
  query: BinaryNode,
  child: BinaryNode | undefined,
): Promise<Content> {
  const { account } = world;
  if (account === null) return undefined;
  if (child?.tag === 'count') {
    return [{ tag: 'count', attrs: { value: String(account.preKeys.length) } }];
  }
  if (child?.tag === 'digest') return [{ tag: 'digest', attrs: {} }];
  if (child?.tag === 'rotate') {
    const key = getBinaryNodeChild(child, 'skey');
    if (key !== undefined) setSignedPreKey(account, key);
    return undefined;
  }
  if (child?.tag === 'key') {
    const users: BinaryNode[] = [];
    for (const { attrs } of getBinaryNodeChildren(child, 'user')) {
      users.push(await makeKeyBundle(world, attrs['jid'] ?? ''));
    }
    return [{ tag: 'list', attrs: {}, content: users }];
  }
  addPreKeys(account, query);
  return undefined;
}

function answerGroups(world: World, query: BinaryNode, child: BinaryNode | undefined): Content {
  if (child?.tag === 'participating') {
    const groups = [...world.groups.values()].map((group) => groupNode(world, group));
    return [{ tag: 'groups', attrs: {}, content: groups }];
  }
  const group = world.groups.get(query.attrs['to'] ?? '');
  return group === undefined
    ? [{ tag: 'error', attrs: { code: '404', text: 'item-not-found' } }]
    : [groupNode(world, group)];
}

function mediaConnection(hostname: string): Content {
  const host = { tag: 'host', attrs: { hostname, maxContentLengthBytes: '104857600' } };
  return [{ tag: 'media_conn', attrs: { auth: 'sim', ttl: '3600' }, content: [host] }];
}

function emptyCollections(child: BinaryNode | undefined): Content {
  const collections = getBinaryNodeChildren(child, 'collection').map(({ attrs }) => ({
    tag: 'collection',
    attrs: { name: attrs['name'] ?? '', version: attrs['version'] ?? '0', type: 'result' },
  }));
  return [{ tag: 'sync', attrs: {}, content: collections }];
}

function privacySettings(): Content {
  const category = { tag: 'category', attrs: { name: 'readreceipts', value: 'all' } };
  return [{ tag: 'privacy', attrs: {}, content: [category] }];
}
