export { argumentsReply } from './arguments-reply.ts';
export type { BuiltReply, ReplyContext, ReplyPage } from './built-reply.ts';
export { choicesReply } from './choices-reply.ts';
export { groupReply } from './group-reply.ts';
export { helpReply, listReply, type Offer, type Offered } from './help-reply.ts';
export { notUnderstoodReply } from './not-understood-reply.ts';
export { plainReply } from './plain-reply.ts';
export { triggerReply } from './trigger-reply.ts';
export { type WhoAmI, whoAmIReply } from './who-am-i-reply.ts';
