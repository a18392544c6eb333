export { type OutboundOptions, createOutbound } from './create-outbound.ts';
