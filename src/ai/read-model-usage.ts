import type { Reader } from '../db/index.ts';
import { sumUsageByModel } from './ai-answers-usage.repository.ts';
import { type StoredAiModel, listAiModels } from './ai-models.repository.ts';
import type { AiModelUsage } from './ai-models.schema.ts';

/** What was used of models since `since`. Answers keep a model's name: one that is called otherwise by now is only in the sums. */
export async function readModelUsage(
  db: Reader,
  since: Date,
): Promise<Omit<AiModelUsage, 'from' | 'tokensPerDay' | 'usdPerDay'>> {
  const [used, stored] = await Promise.all([sumUsageByModel(db, since), listAiModels(db)]);
  const sum = (field: 'questions' | 'tokens' | 'usd') =>
    used.reduce((total, one) => total + one[field], 0);
  const priced = new Set(stored.filter(hasPrices).map(({ name }) => name));
  return {
    questions: sum('questions'),
    tokens: sum('tokens'),
    usd: sum('usd'),
    isCostKnown: used.every(({ model, tokens }) => tokens === 0 || priced.has(model)),
    items: stored.map(({ id, name }) => {
      const of = used.find(({ model }) => model === name);
      const { questions = 0, tokens = 0, usd = 0 } = of ?? {};
      return { id, name, questions, tokens, usd: priced.has(name) ? usd : null };
    }),
  };
}

function hasPrices({ config }: StoredAiModel): boolean {
  return config['inputUsdPerMillion'] !== undefined && config['outputUsdPerMillion'] !== undefined;
}
