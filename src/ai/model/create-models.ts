import type { LanguageModel } from 'ai';
import type { Outbound } from '#sdk';
import type { Reader } from '../../db/index.ts';
import { secretFieldsOf } from '../../lib/plugin-config/index.ts';
import type { SecretBox } from '../../lib/secrets.ts';
import { modelSecretLost, unknownModelKind } from '../ai-models.errors.ts';
import { type StoredAiModel, listAiModels } from '../ai-models.repository.ts';
import { askPredecessor } from './ask-predecessor.ts';
import { MODEL_KINDS, type ModelConfig, isModelKind } from './model-kinds.ts';
import { openModel } from './open-model.ts';
import { createOutboundFetch } from './outbound-fetch.ts';

/** What a million tokens cost, in US$. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
}

/** A model that can be asked. */
export type OpenModel = { readonly name: string; readonly price: ModelPrice } & (
  | { readonly kind: 'tools'; readonly model: LanguageModel }
  /** It takes a text and gives one: no tools, no tokens. */
  | { readonly kind: 'text'; ask(message: string, signal: AbortSignal): Promise<string> }
);

export interface Models {
  /** The one that questions go to: the one of that name, else the newest; undefined where none is switched on. */
  find(wanted: string): Promise<StoredAiModel | undefined>;
  /** @throws AppError `ai_models.unknown_kind`, `ai_models.secret_lost` */
  open(stored: StoredAiModel): OpenModel;
}

/** The models that are set up. They are read again for every question, so that a change counts at once. */
export function createModels({
  db,
  secrets,
  outbound,
}: {
  readonly db: Reader;
  readonly secrets: SecretBox;
  /** By the rules of data sources: a plant's own model is in its own network. */
  readonly outbound: Outbound;
}): Models {
  const fetch = createOutboundFetch(outbound);
  return {
    async find(wanted) {
      return chooseModel(await listAiModels(db), wanted);
    },
    open(stored) {
      const { id, name, kind } = stored;
      if (!isModelKind(kind)) throw unknownModelKind(kind);
      const config = readable(stored, id);
      const price = {
        input: config.inputUsdPerMillion ?? 0,
        output: config.outputUsdPerMillion ?? 0,
      };
      if (kind === 'predecessor') {
        const ask = async (message: string, signal: AbortSignal): Promise<string> =>
          await askPredecessor(name, config, message, fetch, signal);
        return { name, price, kind: 'text', ask };
      }
      return { name, price, kind: 'tools', model: openModel(kind, config, fetch) };
    },
  };

  function readable({ name, kind, config }: StoredAiModel, id: string): ModelConfig {
    const secretFields = secretFieldsOf(isModelKind(kind) ? MODEL_KINDS[kind] : undefined);
    try {
      return secrets.decryptFields(config, secretFields, id);
    } catch (error) {
      throw modelSecretLost(name, error);
    }
  }
}

/** Of models, the newest first, the one that is used. */
export function chooseModel(
  models: readonly StoredAiModel[],
  wanted: string,
): StoredAiModel | undefined {
  const active = models.filter((model) => model.active);
  const name = wanted.toLowerCase();
  return (
    active.find(
      (model) => name !== '' && (model.name.toLowerCase() === name || model.id === wanted),
    ) ?? active[0]
  );
}
