import { AppError } from '#sdk';
import { choiceParts } from '../../data-sources/index.ts';
import {
  buildCatalogue,
  type CatalogueEntry,
  closeNames,
  normaliseText,
  parseArguments,
} from '../../grammar/index.ts';
import { answerKey } from '../../lib/answer-key.ts';
import { groupReply, triggerReply } from '../../replies/index.ts';
import {
  type LoadedGroup,
  type LoadedTrigger,
  type RunArguments,
  runGroup,
  runTrigger,
  triggerUseOf,
} from '../../triggers/index.ts';
import { argumentsUnclear, triggerNameNotFound, triggerNeedsVariable } from '../ai.errors.ts';
import { answerData } from './answer-data.ts';
import { replyContextOf } from './reply-context-of.ts';
import { TOOL_INPUTS } from './tool-inputs.ts';
import { defineTool, type ToolAsking, type ToolResult } from './tool.ts';

type Entry = CatalogueEntry<LoadedGroup, LoadedTrigger>;

/** A trigger or a group by its name, with arguments as in a chat: the same answer as to a message of its name. */
export const runTriggerTool = defineTool({
  name: 'run_trigger',
  description:
    'Asks a trigger or a group of triggers that an administrator prepared, by its name, and gives what the chat would say. Arguments as in a chat: a range (8h, yesterday), a count (20), or name=value for a variable of a query. Prefer it when a question matches the name of a trigger.',
  input: TOOL_INPUTS.run_trigger,
  isOffered: ({ named }) => named.length > 0,
  async run({ name, arguments: text }, asking) {
    const entry = findNamed(name, asking);
    const given = readArguments(entry, text, asking);
    return entry.kind === 'group'
      ? await askGroup(entry.item, given, asking)
      : await askTrigger(entry.item, given, asking);
  },
});

/** @throws AppError `ai.trigger_not_found` for a name that is unknown or that the person may not use */
function findNamed(name: string, { named }: ToolAsking): Entry {
  const key = answerKey(normaliseText(name));
  const found = named.find((entry) => entry.key === key);
  if (found) return found;
  const groups = named.flatMap((entry) => (entry.kind === 'group' ? [entry.item] : []));
  const triggers = named.flatMap((entry) => (entry.kind === 'trigger' ? [entry.item] : []));
  const near = closeNames(normaliseText(name), buildCatalogue(groups, triggers));
  throw triggerNameNotFound(
    name,
    near.map(({ item }) => item.name),
  );
}

function readArguments(entry: Entry, text: string, asking: ToolAsking): RunArguments {
  const { now, timeZone, sources } = asking;
  const source =
    entry.kind === 'trigger' && entry.item.dataSourceId !== null
      ? sources.find(entry.item.dataSourceId)
      : undefined;
  const tag = entry.kind === 'trigger' ? entry.item.firstTag : undefined;
  const allowFuture = tag !== undefined && source?.connection.findTag?.(tag)?.future === true;
  const said = parseArguments(normaliseText(text), { now, timeZone, allowFuture });
  if (!said.ok) throw argumentsUnclear(entry.item.name, said.problem);
  return said.arguments;
}

async function askTrigger(
  trigger: LoadedTrigger,
  given: RunArguments,
  asking: ToolAsking,
): Promise<ToolResult> {
  const runnable = trigger.runnable();
  const answer = await runTrigger(runnable, given, asking).catch((error: unknown) => {
    throw withChoices(error, trigger);
  });
  return {
    reply: triggerReply(answer, replyContextOf(asking)),
    data: { name: trigger.name, ...answerData(answer, asking) },
    uses: [triggerUseOf(runnable, answer)],
    answers: [answer],
    sourceIds: trigger.dataSourceId === null ? [] : [trigger.dataSourceId],
  };
}

async function askGroup(
  group: LoadedGroup,
  given: RunArguments,
  asking: ToolAsking,
): Promise<ToolResult> {
  const runnable = group.runnable();
  const answer = await runGroup(runnable, given, asking);
  return {
    reply: groupReply(answer, replyContextOf(asking)),
    data: {
      name: group.name,
      members: answer.members.map((one) => ({ name: one.name, ...answerData(one, asking) })),
    },
    answers: answer.members,
    uses: answer.members.flatMap((member, index) => {
      const trigger = runnable.members[index];
      return trigger ? [triggerUseOf(trigger, member)] : [];
    }),
    sourceIds: [...new Set(group.members.flatMap(({ dataSourceId }) => dataSourceId ?? []))],
  };
}

/** A missing variable is told with what may be chosen for it. */
function withChoices(error: unknown, trigger: LoadedTrigger): unknown {
  if (!(error instanceof AppError) || error.code !== 'triggers.variable_missing') return error;
  const { name } = error.details;
  const { config } = trigger.runnable();
  const variable = String(name);
  if (config.type !== 'query') return error;
  const choices = config.variables[variable]?.choices ?? [];
  return triggerNeedsVariable(
    trigger.name,
    variable,
    choices.map((choice) => String(choiceParts(choice).value)),
  );
}
