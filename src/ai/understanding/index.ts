export { looksLikeFollowUp } from './follow-up.ts';
