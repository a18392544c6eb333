export {
  type DataSourceToStore,
  type DataSourceUpdate,
  type StoredDataSource,
  deleteDataSource,
  findDataSource,
  insertDataSource,
  listDataSources,
  recordDataSourceState,
  updateDataSource,
} from './data-sources.repository.ts';
export {
  type QueryPresetToStore,
  type StoredQueryPreset,
  deleteQueryPreset,
  findQueryPreset,
  insertQueryPreset,
  listQueryPresets,
  recordQueryPresetUse,
  updateQueryPreset,
} from './query-presets.repository.ts';
export {
  type PresetVariable,
  type QueryVariable,
  type VariableType,
  type Wording,
  VariableDefinition,
  VariableName,
  choiceParts,
  isReserved,
  typeOfReserved,
  variableTypeOf,
} from './query-variable.schema.ts';
export { cannot } from './data-sources.errors.ts';
export { secretFieldsOf } from '../lib/plugin-config/index.ts';
export { prepareConfig } from './prepare-config.ts';
export { protectConfigWith } from './protect-config.ts';
export { reencryptDataSources } from './reencrypt-data-sources.ts';
export { type DataSourcesApiDeps, dataSourcesApi } from './data-sources-api.ts';
export { loadConfiguredSources, toConfiguredSource } from './load-configured-sources.ts';
export { connectionStatusOf } from './present-source.ts';
export type { SourceCall } from './source-call.ts';
export {
  type ConfiguredSource,
  type Sources,
  type SourcesTools,
  createSources,
} from './sources.ts';
export {
  type SourceCare,
  type SourceCareDeps,
  createSourceCare,
} from './health/create-source-care.ts';
export { type HealthKeeperDeps, createHealthKeeper } from './health/create-health-keeper.ts';
export type { LastGood } from './health/create-last-good-memory.ts';
export { type SourceNoticesDeps, createSourceNotices } from './health/create-source-notices.ts';
export type { Source } from './watch-source.ts';
export { type ImportedPreset, insertImportedPresets } from './imported-presets.repository.ts';
export { NewQueryPreset } from './query-presets.schema.ts';
