import { triggerReply } from '../../replies/index.ts';
import { runTrigger } from '../../triggers/index.ts';
import { answerData } from './answer-data.ts';
import { replyContextOf } from './reply-context-of.ts';
import { allowedSources, findSource } from './resolve-tags.ts';
import { TOOL_INPUTS } from './tool-inputs.ts';
import { defineTool, type ToolAsking } from './tool.ts';

const ROWS_MAX = 200;

/** Rows of a SELECT that nobody prepared: only for a contact whom an administrator allowed it by name. */
export const queryTool = defineTool({
  name: 'query',
  description:
    'Rows of one SELECT in the language of a data source that answers queries. It is checked to only read before it is sent. Prefer run_trigger and run_preset.',
  input: TOOL_INPUTS.query,
  isOffered: (asking) =>
    mayWriteQueries(asking) && allowedSources(asking).some(({ connection }) => connection.query),
  async run({ source: sourceName, sql }, asking) {
    const source = findSource(sourceName, asking);
    const trigger = {
      id: 'query',
      name: source.name,
      dataSourceId: source.id,
      config: { type: 'query' as const, query: sql, variables: {}, maxRows: ROWS_MAX },
    };
    const answer = await runTrigger(trigger, {}, asking);
    return {
      reply: triggerReply(answer, replyContextOf(asking)),
      data: answerData(answer, asking),
      answers: [answer],
      sourceIds: [source.id],
    };
  },
});

/** May ask everything is not enough; and an API token is nobody who was allowed. */
function mayWriteQueries({ contact }: ToolAsking): boolean {
  return contact?.grants.freeSql === true;
}
