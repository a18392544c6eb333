import type { Reply } from '../bot/index.ts';
import { findRunningPlantline } from './running-plantline.ts';

/** Over the time the server itself may take. */
const GRACE_MS = 5000;

type Answer = { readonly messageId: string; readonly replies: readonly Reply[] };

/** Asks the Plantline that answers where the settings say; undefined when none does. */
export async function askRunning(
  message: { readonly from: string; readonly text: string },
  waitSeconds: number,
): Promise<Answer | undefined> {
  const running = await findRunningPlantline();
  return await running?.call<Answer>(`/simulator/messages?wait=${waitSeconds}`, {
    method: 'POST',
    body: message,
    timeoutMs: waitSeconds * 1000 + GRACE_MS,
  });
}
