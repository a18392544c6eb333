import { z } from 'zod';
import { AppError } from '#sdk';
import type { TransportCheckStep, TransportStatus } from '#sdk';
import { phoneAddress } from './addresses.ts';
import type { Graph, GraphAnswer } from './graph/create-graph.ts';
import { reactionTo } from './graph/error-table.ts';
import type { GraphError } from './graph/graph-error.ts';
import type { WhatsappCloudConfig } from './whatsapp-cloud.schema.ts';

type Account = NonNullable<TransportStatus['account']>;

const PhoneNumber = z.object({
  display_phone_number: z.string().catch(''),
  verified_name: z.string().catch(''),
  quality_rating: z.string().catch('UNKNOWN'),
});
const Apps = z.object({ data: z.array(z.unknown()).catch([]) });
const Templates = z.object({
  data: z
    .array(z.object({ name: z.string(), language: z.string(), status: z.string().catch('') }))
    .catch([]),
});

/** Asks for the number itself: a token that may not see it may not send either. */
export function askForNumber(
  graph: Graph,
  { phoneNumberId }: WhatsappCloudConfig,
  signal: AbortSignal,
): Promise<GraphAnswer> {
  return graph.get(
    `/${phoneNumberId}?fields=display_phone_number,verified_name,quality_rating`,
    signal,
  );
}

export function accountIn(content: unknown, phoneNumberId: string): Account {
  const digits = PhoneNumber.safeParse(content).data?.display_phone_number.replaceAll(/\D/g, '');
  return { phone: phoneAddress(digits) ?? null, id: phoneNumberId };
}

/** Tries what can be tried without sending anything. Never throws; ends at the first step that the others need. */
export async function checkCloud(
  graph: Graph,
  config: WhatsappCloudConfig,
  signal: AbortSignal,
): Promise<{ readonly steps: readonly TransportCheckStep[]; readonly account?: Account }> {
  const steps: TransportCheckStep[] = [];
  const number = await ask(() => askForNumber(graph, config, signal));
  if ('message' in number)
    return { steps: [{ name: 'reach', ok: false, message: number.message }] };
  steps.push({ name: 'reach', ok: true, message: 'WhatsApp’s servers answer.' });
  if (!number.ok) {
    const name = [0, 190].includes(number.error.code ?? -1) ? 'token' : 'number';
    return { steps: [...steps, { name, ok: false, message: wordsOf(number.error) }] };
  }
  steps.push({ name: 'token', ok: true, message: 'The access token is accepted.' });
  steps.push({ name: 'number', ok: true, message: numberMessage(number.content) });
  const account = accountIn(number.content, config.phoneNumberId);
  return { steps: [...steps, ...(await checkAccount(graph, config, signal))], account };
}

async function checkAccount(
  graph: Graph,
  { businessAccountId, templateName, templateLanguage }: WhatsappCloudConfig,
  signal: AbortSignal,
): Promise<readonly TransportCheckStep[]> {
  const noTemplate: TransportCheckStep = {
    name: 'template',
    ok: true,
    message:
      'No template is set up: who has not written for 24 hours cannot be written to. Alarms need one.',
  };
  if (businessAccountId === undefined) {
    const message = 'Not tested: enter the WhatsApp Business account ID to test it.';
    const rest = templateName === undefined ? noTemplate : { name: 'template', ok: true, message };
    return [{ name: 'webhook', ok: true, message }, rest];
  }
  const apps = await step(
    'webhook',
    () => graph.get(`/${businessAccountId}/subscribed_apps`, signal),
    (content) => {
      const isSubscribed = (Apps.safeParse(content).data?.data.length ?? 0) > 0;
      return isSubscribed
        ? [true, 'An app is subscribed to the messages of this account.']
        : [
            false,
            'No app is subscribed to this account, so no message arrives. Subscribe it at Meta.',
          ];
    },
  );
  if (templateName === undefined) return [apps, noTemplate];
  const path = `/${businessAccountId}/message_templates?name=${encodeURIComponent(templateName)}&fields=name,language,status`;
  const template = await step(
    'template',
    () => graph.get(path, signal),
    (content) => {
      const found = Templates.safeParse(content).data?.data.find(
        ({ name, language }) => name === templateName && language === templateLanguage,
      );
      if (!found)
        return [
          false,
          `There is no template ${templateName} in ${templateLanguage}. Create it at Meta, or correct its name and language.`,
        ];
      return found.status === 'APPROVED'
        ? [true, `The template ${templateName} is approved.`]
        : [
            false,
            `The template ${templateName} is not approved (${found.status.toLowerCase() || 'state unknown'}). See it at Meta.`,
          ];
    },
  );
  return [apps, template];
}

async function step(
  name: string,
  question: () => Promise<GraphAnswer>,
  judge: (content: unknown) => readonly [ok: boolean, message: string],
): Promise<TransportCheckStep> {
  const answer = await ask(question);
  if ('message' in answer) return { name, ok: false, message: answer.message };
  if (!answer.ok) return { name, ok: false, message: wordsOf(answer.error) };
  const [ok, message] = judge(answer.content);
  return { name, ok, message };
}

/** What cannot be reached is an answer too. */
async function ask(
  question: () => Promise<GraphAnswer>,
): Promise<GraphAnswer | { readonly message: string }> {
  try {
    return await question();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.kind !== 'timeout') return { message: error.message };
    return { message: 'WhatsApp’s servers did not answer in time. Try again.' };
  }
}

function wordsOf(error: GraphError): string {
  const { says, kind } = reactionTo(error);
  return kind === 'giveUp'
    ? `Meta refused the question (code ${error.code ?? 'none'}). Check the IDs on the WhatsApp page.`
    : says;
}

function numberMessage(content: unknown): string {
  const {
    display_phone_number: phone = '',
    verified_name: name = '',
    quality_rating: quality = 'UNKNOWN',
  } = PhoneNumber.safeParse(content).data ?? {};
  return `Plantline writes from ${phone || 'this number'}${name && `, ${name}`}; its quality is ${quality.toLowerCase()}.`;
}
