import { type StoredQueryPreset, choiceParts, listQueryPresets } from '../../data-sources/index.ts';
import type { Db } from '../../db/index.ts';
import { AppError } from '#sdk';
import { triggerReply } from '../../replies/index.ts';
import { runTrigger, withPreset } from '../../triggers/index.ts';
import { presetNameNotFound, triggerNeedsVariable } from '../ai.errors.ts';
import { answerData } from './answer-data.ts';
import { replyContextOf } from './reply-context-of.ts';
import { allowedSources, findSource } from './resolve-tags.ts';
import { TOOL_INPUTS } from './tool-inputs.ts';
import { defineTool } from './tool.ts';

/** A query that an administrator wrote, on a source that speaks its language; values are typed and bound. */
export function runPresetTool(db: Pick<Db, 'read'>) {
  return defineTool({
    name: 'run_preset',
    description:
      'Runs a query preset that an administrator wrote, by its name, on a data source that answers queries. Variables by name; a missing one is told with what it may be. Gives rows as columns and cells.',
    input: TOOL_INPUTS.run_preset,
    isOffered: (asking) => allowedSources(asking).some(({ connection }) => connection.query),
    async run({ preset: name, source: sourceName, variables }, asking) {
      const source = findSource(sourceName, asking);
      const presets = await listQueryPresets(db.read);
      const preset = presets.find((one) => keyOf(one.name) === keyOf(name));
      if (!preset) {
        const known = presets.map((one) => one.name);
        throw presetNameNotFound(name, known);
      }
      const trigger = {
        id: `preset:${preset.id}`,
        name: preset.name,
        dataSourceId: source.id,
        config: withPreset(
          { type: 'query', config: { presetId: preset.id } },
          new Map([[preset.id, preset]]),
        ),
      };
      const answer = await runTrigger(trigger, { variables }, asking).catch((error: unknown) => {
        throw withChoices(error, preset);
      });
      return {
        reply: triggerReply(answer, replyContextOf(asking)),
        data: { name: preset.name, ...answerData(answer, asking) },
        uses: [{ triggerId: trigger.id, presetId: preset.id, outcome: outcomeOf(answer) }],
        answers: [answer],
        sourceIds: [source.id],
      };
    },
  });
}

function outcomeOf(answer: Awaited<ReturnType<typeof runTrigger>>): string {
  return answer.kind === 'failed' ? answer.error.code : 'answered';
}

function withChoices(error: unknown, { name: preset, variables }: StoredQueryPreset): unknown {
  if (!(error instanceof AppError) || error.code !== 'triggers.variable_missing') return error;
  const missing = String(error.details['name']);
  const variable = variables.find((one) => typeof one !== 'string' && one.name === missing);
  const choices = typeof variable === 'object' ? (variable.choices ?? []) : [];
  return triggerNeedsVariable(
    preset,
    missing,
    choices.map((choice) => String(choiceParts(choice).value)),
  );
}

function keyOf(name: string): string {
  return name.trim().toLowerCase();
}
