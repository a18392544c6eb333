import type { ReplyContext } from '../../replies/index.ts';
import type { ToolAsking } from './tool.ts';

/** For whom and when a tool's answer is worded. */
export function replyContextOf({ language, timeZone, now }: ToolAsking): ReplyContext {
  return { language, timeZone, now };
}
