import { AppError, type Outbound } from '#sdk';
import {
  type PreparedConfig,
  issuesOf,
  prepareConfig,
  unknownFieldsOf,
} from '../../lib/plugin-config/index.ts';
import type { SecretBox } from '../../lib/secrets.ts';
import { badModelConfig, modelSecretNeeded, unknownModelKind } from '../ai-models.errors.ts';
import { MODEL_KINDS, isModelKind } from './model-kinds.ts';

type Config = Readonly<Record<string, unknown>>;

/**
 * Makes what somebody filled in ready to be stored; a key that is left out stays while it goes to the same address.
 *
 * @throws AppError `ai_models.unknown_kind`, `ai_models.bad_config`, `ai_models.secret_needed`
 */
export function prepareModelConfig(
  { secrets, outbound }: { readonly secrets: SecretBox; readonly outbound: Outbound },
  { id, kind }: { readonly id: string; readonly kind: string },
  given: Config,
  before?: Config,
): PreparedConfig {
  if (!isModelKind(kind)) throw unknownModelKind(kind);
  const plugin = MODEL_KINDS[kind];
  const check = (config: Config): void => {
    const unknown = unknownFieldsOf(plugin, config).map((path) => ({
      path,
      message: 'is not a field of this kind of model',
    }));
    const parsed = plugin.config.safeParse(config);
    const wrong = parsed.success ? addressIssues(config, outbound) : issuesOf(parsed.error, config);
    const issues = unknown.length > 0 ? unknown : wrong;
    if (issues.length > 0) throw badModelConfig(issues);
  };
  const isElsewhere = (from: Config, to: Config): boolean => from['baseUrl'] !== to['baseUrl'];
  return prepareConfig(
    { plugin, secrets, rowId: id, isElsewhere, secretNeeded: modelSecretNeeded, check },
    given,
    before,
  );
}

function addressIssues({ baseUrl }: Config, outbound: Outbound) {
  const url = typeof baseUrl === 'string' ? URL.parse(baseUrl.trim()) : null;
  if (!url) return [];
  const path = 'baseUrl';
  if (url.username || url.password)
    return [{ path, message: 'holds a user or a password; enter the key in its own field' }];
  try {
    outbound.assertAllowed(url.hostname);
    return [];
  } catch (error) {
    if (error instanceof AppError) return [{ path, message: error.message }];
    throw error;
  }
}
