import { PAIR_BURST, PAIR_EVERY_MS, PER_SECOND, WINDOW_MS } from './cloud-options.ts';
import { type CloudWorld, nextWamid } from './cloud-world.ts';
import { type GraphError, graphError } from './graph-error.ts';
import type { MessageRequest } from './message-requests.ts';
import { tell, tellDelivered, toStatus, userIdOf } from './tell.ts';
import type { CloudMessage } from './whatsapp-cloud-control.ts';

/** Takes a message for a person, or says why not; what happens to it later is told to the webhook. */
export function takeMessage(world: CloudWorld, request: MessageRequest): CloudMessage | GraphError {
  const to = (request.to ?? request.recipient ?? '').replace('+', '');
  const now = world.options.now().getTime();
  const refusal = refusalOf(world, request, to, now);
  if (refusal) return refusal;
  const isOutside =
    request.type !== 'template' &&
    world.faults.isUnlimited !== true &&
    !isWindowOpen(world, to, now);
  if (isOutside && world.faults.closedWindow !== 'later') {
    return graphError(131047, 'More than 24 hours have passed since the recipient last replied.');
  }
  const message: CloudMessage = {
    id: nextWamid(world),
    to,
    type: request.type,
    text: textOf(request),
    key: request.biz_opaque_callback_data ?? null,
    at: new Date(now).toISOString(),
    request,
  };
  if (isOutside) {
    tell(world, toStatus(world, message, 'failed', 131047));
    return message;
  }
  if (message.key !== null && world.keys.has(message.key)) world.duplicates += 1;
  if (message.key !== null) world.keys.add(message.key);
  world.messages.push(message);
  world.changes.emit('change');
  tellDelivered(world, message);
  return message;
}

function refusalOf(
  world: CloudWorld,
  request: MessageRequest,
  to: string,
  now: number,
): GraphError | undefined {
  if (world.absent.has(to)) return graphError(131026, 'The recipient is not on WhatsApp.');
  const quoted =
    request.type === 'reaction' ? request.reaction.message_id : request.context?.message_id;
  if (quoted !== undefined && !world.known.has(quoted)) {
    return graphError(100, 'The message that is referred to was not found.');
  }
  const mediaId =
    request.type === 'image'
      ? request.image.id
      : request.type === 'document'
        ? request.document.id
        : undefined;
  if (mediaId !== undefined && !world.files.has(mediaId)) {
    return graphError(100, 'There is no media of this id.');
  }
  if (request.type === 'template') {
    const wrong = templateRefusal(world, request.template);
    if (wrong) return wrong;
  }
  if (world.faults.isUnlimited === true) return undefined;
  if (!isWithinThroughput(world, now)) return graphError(130429);
  if (!takeFromPair(world, to, now)) return graphError(131056);
  return undefined;
}

function templateRefusal(
  { templates }: CloudWorld,
  asked: Extract<MessageRequest, { type: 'template' }>['template'],
): GraphError | undefined {
  const template = templates.find(
    ({ name, language }) => name === asked.name && language === asked.language.code,
  );
  if (!template) return graphError(132001, `template name (${asked.name}) does not exist`);
  const body = asked.components?.find(({ type }) => type === 'body');
  const count = body?.parameters?.length ?? 0;
  return count === template.parameters
    ? undefined
    : graphError(132000, `${count} parameters instead of ${template.parameters}`);
}

function isWindowOpen({ wroteAt }: CloudWorld, to: string, now: number): boolean {
  const at = wroteAt.get(to) ?? wroteAt.get(userIdOf(to));
  return at !== undefined && now - at < WINDOW_MS;
}

function isWithinThroughput({ sentAt }: CloudWorld, now: number): boolean {
  while (sentAt.length > 0 && now - (sentAt[0] ?? now) >= 1_000) sentAt.shift();
  if (sentAt.length >= PER_SECOND) return false;
  sentAt.push(now);
  return true;
}

function takeFromPair({ pairs }: CloudWorld, to: string, now: number): boolean {
  const pair = pairs.get(to) ?? { left: PAIR_BURST, at: now };
  const left = Math.min(PAIR_BURST, pair.left + (now - pair.at) / PAIR_EVERY_MS);
  const isAllowed = left >= 1;
  pairs.set(to, { left: isAllowed ? left - 1 : left, at: now });
  return isAllowed;
}

function textOf(request: MessageRequest): string {
  switch (request.type) {
    case 'text':
      return request.text.body;
    case 'image':
      return request.image.caption ?? '';
    case 'document':
      return request.document.caption ?? '';
    case 'interactive':
      return request.interactive.body.text;
    case 'reaction':
      return request.reaction.emoji;
    case 'template': {
      const texts = (request.template.components ?? [])
        .flatMap(({ parameters = [] }) => parameters)
        .flatMap((parameter) => (parameter.type === 'text' ? [parameter.text] : []));
      return [request.template.name, ...texts].join(' ');
    }
  }
}
